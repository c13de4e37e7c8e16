//! Opening a store: the folder's lock, the schema, and what the store says it is.

use std::path::PathBuf;
use std::sync::Arc;

use vermilion_model::{Entropy, Incarnation, Time};
use vermilion_seal::RingRow;

use crate::chain::Chain;
use crate::clock::Clocks;
use crate::cursor::Cursor;
use crate::engine::{Engine, Hand, postgres, sqlite};
use crate::queue::{Bounds, Queue};
use crate::sink::{Applier, Sink};
use crate::writer::{Beat, Desk, Writer};
use crate::{CommitFault, Row, StoreFault, block, ring};

/// Where the store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file in the data folder; one server.
    Sqlite,
    /// A `postgres://` address; any number of nodes.
    Postgres {
        /// May hold a password, so it is not printed.
        url: PostgresUrl,
    },
}

/// An address that may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(pub String);

impl std::fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostgresUrl(..)")
    }
}

/// Whose store it is: `serve` refuses a simulated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Made by `vermilion dev`.
    Dev,
    /// Made by `vermilion serve`.
    Serve,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Dev => "dev",
            Kind::Serve => "serve",
        }
    }
}

/// How to open a store.
#[derive(Debug)]
pub struct StoreOptions {
    /// Where it is.
    pub place: Place,
    /// The data folder: the lock, SQLite's file, the signed heads.
    pub data: PathBuf,
    /// Whose it is, when it is made; another kind is refused when it exists.
    pub kind: Kind,
    /// The audit keys.
    pub chain: Arc<Chain>,
    /// The clocks.
    pub clocks: Clocks,
    /// Where the store's and the batches' ids come from.
    pub entropy: Arc<dyn Entropy>,
    /// The writer's bounds.
    pub bounds: Bounds,
    /// Bounds SQLite's file, in pages of 4,096 bytes; nothing: the disk does.
    pub max_pages: Option<u32>,
}

/// What a store says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Random, made with the store.
    pub store_id: [u8; 16],
    /// Whose it is.
    pub kind: Kind,
    /// Raised by `restore`.
    pub incarnation: Incarnation,
    /// How many lanes governance facts have; fixed when the store is made.
    pub lanes: u16,
    /// When it was made.
    pub made_at: Time,
}

impl Meta {
    pub(crate) fn from_row(row: &Row) -> Result<Meta, StoreFault> {
        let kind = match row.text(1)?.as_str() {
            "dev" => Kind::Dev,
            "serve" => Kind::Serve,
            other => return Err(StoreFault::Schema(format!("a store of kind {other}"))),
        };
        Ok(Meta {
            store_id: row.array(0)?,
            kind,
            incarnation: Incarnation(row.small(2)?),
            lanes: row.small(3)?,
            made_at: row.time(4)?,
        })
    }

    /// Refuses a store of the other kind.
    fn check(self, wanted: Kind) -> Result<Meta, StoreFault> {
        if self.kind == wanted {
            return Ok(self);
        }
        Err(StoreFault::Unfit(format!("it was made by `{}`, not `{}`", self.kind.as_str(), wanted.as_str())))
    }
}

/// A store that is open and read, but not written to yet: memory is rebuilt from it first.
#[derive(Debug)]
pub struct Opened {
    /// Where reads go.
    pub engine: Engine,
    /// What the store is.
    pub meta: Meta,
    hand: Hands,
    options: StoreOptions,
}

#[derive(Debug)]
enum Hands {
    Sqlite(sqlite::Folder, rusqlite::Connection),
    Postgres(postgres::Server),
}

/// An open store at work.
#[derive(Debug)]
pub struct Store {
    /// Where reads go.
    pub engine: Engine,
    /// Where facts go.
    pub writer: Writer,
    /// What the store is.
    pub meta: Meta,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Thread(std::thread::JoinHandle<()>),
    Tasks(Vec<tokio::task::JoinHandle<()>>),
}

/// Opens a store. On SQLite it makes what is not there and brings the schema up; on PostgreSQL
/// only [`migrate`] does.
pub async fn open(options: StoreOptions) -> Result<Opened, StoreFault> {
    match &options.place {
        Place::Sqlite => tokio::task::spawn_blocking(|| open_sqlite(options))
            .await
            .unwrap_or_else(|error| Err(StoreFault::Engine(error.to_string()))),
        Place::Postgres { url } => {
            let server = postgres::Server::new(&url.0)?;
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
    postgres::migrate(&postgres::Server::new(&url.0)?, &making).await
}

fn open_sqlite(options: StoreOptions) -> Result<Opened, StoreFault> {
    let folder = sqlite::Folder::take(&options.data)?;
    let mut conn = sqlite::open_writer(&folder.database(), options.max_pages)?;
    let now = (options.clocks.wall)();
    sqlite::migrate(&mut conn, now)?;
    let made = [options.entropy.bytes::<16>().into(), options.kind.as_str().into(), 1_u16.into(), now.into()];
    let meta = sqlite::make(&conn, &made)?.check(options.kind)?;
    let engine = Engine::sqlite(sqlite::Readers::new(folder.database()));
    Ok(Opened { engine, meta, hand: Hands::Sqlite(folder, conn), options })
}

impl Opened {
    /// Puts the store to work. `cursor` is where the rebuilt memory stands: the head of the very
    /// snapshot it was read in.
    pub fn start(self, sink: Arc<dyn Sink>, cursor: Cursor) -> Result<Store, StoreFault> {
        let Opened { engine, meta, hand, options } = self;
        let applier = Arc::new(Applier::new(sink, Arc::clone(&options.chain), cursor));
        match hand {
            Hands::Sqlite(folder, conn) => {
                let desk = desk(&options, Hand::Sqlite(sqlite::Hand::new(conn)), &applier);
                let writer = Writer::new(desk.door(), desk.door(), Arc::clone(&options.clocks.boot));
                let thread = run_thread(desk, folder)?;
                Ok(Store { engine, writer, meta, work: Work::Thread(thread) })
            }
            Hands::Postgres(server) => {
                let hand = |purpose: &str| {
                    let entropy = options.entropy.child(purpose);
                    Hand::Postgres(postgres::Hand::new(server.clone(), entropy, options.clocks.clone()))
                };
                let traffic = desk(&options, hand("traffic batches"), &applier);
                let governance = desk(&options, hand("governance batches"), &applier);
                let boot = Arc::clone(&options.clocks.boot);
                let writer = Writer::new(traffic.door(), governance.door(), boot);
                let tasks = vec![tokio::spawn(traffic.work()), tokio::spawn(governance.work())];
                Ok(Store { engine, writer, meta, work: Work::Tasks(tasks) })
            }
        }
    }
}

fn desk(options: &StoreOptions, hand: Hand, applier: &Arc<Applier>) -> Desk {
    Desk {
        queue: Arc::new(Queue::new(options.bounds)),
        hand,
        applier: Arc::clone(applier),
        beat: Arc::new(Beat::default()),
        boot: Arc::clone(&options.clocks.boot),
    }
}

/// SQLite blocks, so its writer has a thread of its own; the folder's lock lives as long as it.
fn run_thread(desk: Desk, folder: sqlite::Folder) -> Result<std::thread::JoinHandle<()>, StoreFault> {
    let fault = |error: std::io::Error| StoreFault::Engine(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(fault)?;
    let work = move || {
        runtime.block_on(desk.work());
        drop(folder);
    };
    std::thread::Builder::new().name("store-writer".into()).spawn(work).map_err(fault)
}

impl Store {
    /// Leases `size` numbers of one series to this node for good; they run from the answer up.
    pub async fn lease_block(&self, name: &str, size: u32) -> Result<i64, CommitFault> {
        block::lease(&self.engine, &self.writer, name, size).await
    }

    /// Writes a new installation's ring; refused when it has one.
    pub async fn make_ring(&self, rows: &[RingRow]) -> Result<(), CommitFault> {
        ring::make(&self.writer, rows).await
    }

    /// Writes new, retired and re-wrapped keys of the ring.
    pub async fn keep_ring(&self, rows: &[RingRow]) -> Result<(), CommitFault> {
        ring::keep(&self.writer, rows).await
    }

    /// Takes no more facts, writes what waits, and ends.
    pub async fn close(self) {
        self.writer.close("the store is closing");
        let mut well = true;
        match self.work {
            Work::Thread(thread) => {
                well = matches!(tokio::task::spawn_blocking(|| thread.join()).await, Ok(Ok(())));
            }
            Work::Tasks(tasks) => {
                for task in tasks {
                    well &= task.await.is_ok();
                }
            }
        }
        if !well {
            tracing::error!("the writer did not end well");
        }
    }
}
