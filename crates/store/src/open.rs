//! Opening a store: the folder's lock, the schema, and what the store says it is.

use std::path::Path;

use crate::engine::{Engine, postgres, sqlite};
use crate::meta::Meta;
use crate::options::{Place, StoreOptions};
use crate::{StoreFault, heads, statements};

/// A store that is open and read, but not written to yet: memory is rebuilt from it first.
#[derive(Debug)]
pub struct Opened {
    /// Where reads go.
    pub engine: Engine,
    /// What the store is.
    pub meta: Meta,
    pub(crate) hand: Hands,
    pub(crate) options: StoreOptions,
}

#[derive(Debug)]
pub(crate) enum Hands {
    Sqlite(sqlite::Folder, rusqlite::Connection),
    Postgres(postgres::Server),
}

/// Opens a store. On SQLite it makes what is not there and brings the schema up; on PostgreSQL
/// only [`migrate`] does.
///
/// A store that is not the one its signed heads remember is refused: it was cut, rewritten or put
/// back, and only `restore` knows what is true (I5).
pub async fn open(options: StoreOptions) -> Result<Opened, StoreFault> {
    let opened = open_unproven(options).await?;
    heads::compare(&opened.engine, &opened.options, opened.meta.incarnation).await?;
    Ok(opened)
}

async fn open_unproven(options: StoreOptions) -> Result<Opened, StoreFault> {
    match &options.place {
        Place::Sqlite => tokio::task::spawn_blocking(|| open_sqlite(options))
            .await
            .unwrap_or_else(|error| Err(StoreFault::Engine(error.to_string()))),
        Place::Postgres { url } => {
            let made = std::fs::create_dir_all(&options.data);
            made.map_err(|error| StoreFault::file("creating", &options.data, &error))?;
            let server = postgres::Server::new(url)?;
            let meta = postgres::check_schema(&server).await?.check(options.kind)?;
            let engine = Engine::postgres(postgres::Readers::new(&server)?);
            Ok(Opened { engine, meta, hand: Hands::Postgres(server), options })
        }
    }
}

/// Brings the schema up and makes the store when it is new; one node at a time.
pub async fn migrate(options: StoreOptions) -> Result<(), StoreFault> {
    let Place::Postgres { url } = &options.place else { return open(options).await.map(drop) };
    let making = postgres::Making {
        holder: options.entropy.bytes(),
        store_id: options.entropy.bytes(),
        kind: options.kind,
        now: (options.clocks.wall)(),
    };
    postgres::migrate(&postgres::Server::new(url)?, &making).await
}

fn open_sqlite(options: StoreOptions) -> Result<Opened, StoreFault> {
    let folder = sqlite::Folder::take(&options.data)?;
    sqlite::forget_unfinished(&folder)?;
    let mut conn = sqlite::open_writer(&folder.database(), options.max_pages)?;
    let now = (options.clocks.wall)();
    sqlite::migrate(&mut conn, now)?;
    let made = [options.entropy.bytes::<16>().into(), options.kind.as_str().into(), 1_u16.into(), now.into()];
    let meta = sqlite::make(&conn, &made)?.check(options.kind)?;
    let engine = Engine::sqlite(sqlite::Readers::new(folder.database()));
    Ok(Opened { engine, meta, hand: Hands::Sqlite(folder, conn), options })
}

/// Reads a store beside the server that has it: no lock, no migration, nothing written.
pub async fn open_beside(place: &Place, data: &Path) -> Result<(Engine, Meta), StoreFault> {
    let engine = match place {
        Place::Sqlite => Engine::sqlite(sqlite::Readers::new(sqlite::database(data))),
        Place::Postgres { url } => Engine::postgres(postgres::Readers::new(&postgres::Server::new(url)?)?),
    };
    let row = engine.read_one(&statements::META_READ, &[]).await?;
    let row = row.ok_or_else(|| StoreFault::Schema("the store does not say what it is".into()))?;
    let meta = Meta::from_row(&row)?;
    Ok((engine, meta))
}
