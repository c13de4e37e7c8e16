//! Filling a fresh store, in one transaction: a restore is all or nothing.

use super::{postgres, sqlite};
use crate::options::{Place, StoreOptions};
use crate::{Row, Sql, Stmt, StoreFault, Value};

/// A fresh store being filled.
pub(crate) enum Loader {
    Sqlite(Box<sqlite::Load>),
    Postgres(Box<postgres::Load>),
}

impl Loader {
    /// Refuses a store that is not fresh.
    pub(crate) async fn begin(options: &StoreOptions, folder: &sqlite::Folder) -> Result<Loader, StoreFault> {
        match &options.place {
            Place::Sqlite => {
                let now = (options.clocks.wall)();
                Ok(Loader::Sqlite(Box::new(sqlite::Load::begin(folder, options.max_pages, now)?)))
            }
            Place::Postgres { url } => {
                let server = postgres::Server::new(url)?;
                postgres::check_schema(&server).await?.check(options.kind)?;
                Ok(Loader::Postgres(Box::new(postgres::Load::begin(&server).await?)))
            }
        }
    }

    /// Runs statements, in order.
    pub(crate) async fn run(&mut self, stmts: Vec<Stmt>) -> Result<(), StoreFault> {
        match self {
            Loader::Sqlite(load) => load.run(&stmts),
            Loader::Postgres(load) => load.run(&stmts).await,
        }
    }

    /// Reads what was written so far.
    pub(crate) async fn read(&mut self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        match self {
            Loader::Sqlite(load) => load.read(sql, params),
            Loader::Postgres(load) => load.read(sql, params).await,
        }
    }

    /// Commits: from then on it is the store.
    pub(crate) async fn finish(self, folder: &sqlite::Folder) -> Result<(), StoreFault> {
        match self {
            Loader::Sqlite(load) => load.finish(folder),
            Loader::Postgres(load) => load.finish().await,
        }
    }
}
