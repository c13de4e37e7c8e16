//! The schema and the first rows of a store on a server; brought up by command, under a lease.

use tokio_postgres::Client;
use vermilion_model::Time;

use super::connect::Server;
use super::fault;
use super::value::{params, rows};
use crate::cursor::Cursor;
use crate::meta::{Kind, Meta};
use crate::migrate::{APPLIED, CREATE, MIGRATIONS, NOTE, missing, newest};
use crate::{Row, Sql, StoreFault, Value, lease, statements};

/// How long a node that died while migrating keeps others from it.
const LEASE: vermilion_model::Span = vermilion_model::Span::mins(10);

/// What a store is made with.
pub(crate) struct Making {
    pub(crate) holder: [u8; 16],
    pub(crate) store_id: [u8; 16],
    pub(crate) kind: Kind,
    pub(crate) now: Time,
}

/// Brings the schema up, one node at a time, and makes the store when it is new.
pub(crate) async fn migrate(server: &Server, making: &Making) -> Result<(), StoreFault> {
    let link = server.connect().await?;
    let client = &link.client;
    client.batch_execute(CREATE).await.map_err(|error| fault(&error))?;
    let until = making.now.plus(LEASE);
    let claim = lease::params("migrate", &making.holder, until, making.now);
    if execute(client, &lease::TAKE, &claim).await? == 0 {
        let found = query(client, &lease::READ, &["migrate".into()]).await?;
        let until = found.first().map_or(Ok(until), |row| row.time(1))?;
        return Err(StoreFault::Leased { name: "migrate".into(), until });
    }
    let done = run(client, making).await;
    if done.is_err() {
        link.roll_back().await;
    }
    execute(client, &lease::DROP, &["migrate".into(), making.holder.into()]).await?;
    done
}

async fn run(client: &Client, making: &Making) -> Result<(), StoreFault> {
    let applied = query(client, &APPLIED, &[]).await?;
    for migration in missing(MIGRATIONS, &applied, |migration| migration.postgres)? {
        client.batch_execute("begin").await.map_err(|error| fault(&error))?;
        client.batch_execute(migration.postgres).await.map_err(|error| fault(&error))?;
        execute(client, &NOTE, &migration.note(migration.postgres, making.now)).await?;
        client.batch_execute("commit").await.map_err(|error| fault(&error))?;
    }
    let meta = [making.store_id.into(), making.kind.as_str().into(), 1_u16.into(), making.now.into()];
    execute(client, &statements::META_INSERT, &meta).await?;
    execute(client, &statements::LANE_INSERT, &[0_u16.into(), Cursor::start(0).mac.into()]).await?;
    Ok(())
}

/// Whether the schema is the one this binary knows, and the server one that keeps what it acknowledged.
pub(crate) async fn check_schema(server: &Server) -> Result<Meta, StoreFault> {
    let link = server.connect().await?;
    let client = &link.client;
    fit(client).await?;
    let behind = |found: i64| StoreFault::Behind { found, wanted: newest() };
    let there = client.query_one("select to_regclass('migration') is not null", &[]).await;
    let there: bool = there.and_then(|row| row.try_get(0)).map_err(|error| fault(&error))?;
    if !there {
        return Err(behind(0));
    }
    let applied = query(client, &APPLIED, &[]).await?;
    if !missing(MIGRATIONS, &applied, |migration| migration.postgres)?.is_empty() {
        return Err(behind(applied.last().map_or(Ok(0), |row| row.int(0))?));
    }
    let found = query(client, &statements::META_READ, &[]).await?;
    found.first().map_or_else(|| Err(behind(0)), Meta::from_row)
}

/// I5: a server that may forget what it acknowledged, or only follows another, is refused.
async fn fit(client: &Client) -> Result<(), StoreFault> {
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let row = client.query_one("select current_setting($1)", &[&setting]).await;
        let value: String = row.and_then(|row| row.try_get(0)).map_err(|error| fault(&error))?;
        if value == "off" {
            return Err(StoreFault::Unfit(format!("`{setting}` is off: acknowledged facts could be lost")));
        }
    }
    let row = client.query_one("select current_setting('synchronous_standby_names')", &[]).await;
    let standbys: String = row.and_then(|row| row.try_get(0)).map_err(|error| fault(&error))?;
    if standbys.is_empty() {
        tracing::warn!("no synchronous standby is named: a fail-over may lose what was acknowledged");
    }
    let row = client.query_one("select pg_is_in_recovery()", &[]).await;
    let recovering: bool = row.and_then(|row| row.try_get(0)).map_err(|error| fault(&error))?;
    if recovering { Err(StoreFault::Unfit("the server is in recovery".into())) } else { Ok(()) }
}

async fn query(client: &Client, sql: &Sql, values: &[Value]) -> Result<Vec<Row>, StoreFault> {
    let found = client.query(sql.postgres(), &params(values)).await.map_err(|error| fault(&error))?;
    rows(&found).map_err(|error| fault(&error))
}

async fn execute(client: &Client, sql: &Sql, values: &[Value]) -> Result<u64, StoreFault> {
    client.execute(sql.postgres(), &params(values)).await.map_err(|error| fault(&error))
}
