//! Filling a migrated database that has no rows, in one transaction.

use super::connect::{Got, Link, Server};
use super::fault;
use super::pipeline::{Flight, pipelined};
use super::value::{params, rows};
use crate::{Row, Sql, Stmt, StoreFault, Value};

/// What a store that was never used has none of.
static USED: Sql = Sql::each(
    "select 1",
    "select (select count(*) from ring) + (select count(*) from entry) + (select count(*) from usr) \
     + (select number from lane where lane = 0 for update)",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&USED];

/// A database being filled.
pub(crate) struct Load {
    link: Link,
}

impl Load {
    /// Refuses a database in which something stands.
    pub(crate) async fn begin(server: &Server) -> Result<Load, StoreFault> {
        let mut load = Load { link: server.connect().await? };
        load.link.client.batch_execute("begin").await.map_err(|error| fault(&error))?;
        let used = load.read(&USED, &[]).await?;
        if used.first().map_or(Ok(1), |row| row.int(0))? == 0 {
            return Ok(load);
        }
        Err(StoreFault::Archive("the database is in use: a restore needs a fresh one, migrated".into()))
    }

    pub(crate) async fn run(&mut self, stmts: &[Stmt]) -> Result<(), StoreFault> {
        let asked = stmts.iter().map(|stmt| stmt.sql);
        let prepared = self.link.prepared(asked).await.map_err(|error| fault(&error))?;
        let link = &self.link;
        let flights: Vec<Flight<'_, Got>> =
            prepared.iter().zip(stmts).map(|(statement, stmt)| link.count(statement, &stmt.params)).collect();
        let mut answers = pipelined(flights).await.into_iter();
        answers.try_for_each(|got| got.map(drop)).map_err(|error| fault(&error))
    }

    pub(crate) async fn read(&mut self, sql: &Sql, values: &[Value]) -> Result<Vec<Row>, StoreFault> {
        let found = self.link.client.query(sql.postgres(), &params(values)).await;
        found.and_then(|found| rows(&found)).map_err(|error| fault(&error))
    }

    pub(crate) async fn finish(self) -> Result<(), StoreFault> {
        self.link.client.batch_execute("commit").await.map_err(|error| fault(&error))
    }
}
