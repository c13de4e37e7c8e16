//! The pool that reads go through. The writer never takes a connection from it.

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::Config;

use super::connect::Server;
use super::fault;
use super::value::{params, rows};
use crate::{Row, Sql, StoreFault, Value};

/// How many read at once; more wait for a place.
const READERS: usize = 8;

/// The pool. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Readers(Pool);

impl std::fmt::Debug for Readers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readers").field("state", &self.0.status()).finish()
    }
}

impl Readers {
    pub(crate) fn new(server: &Server) -> Result<Readers, StoreFault> {
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(Config::clone(server.config()), server.tls(), recycling);
        let pool = Pool::builder(manager).max_size(READERS).build();
        pool.map(Readers).map_err(|error| StoreFault::Engine(error.to_string()))
    }

    async fn lend(&self) -> Result<Object, StoreFault> {
        self.0.get().await.map_err(|error| StoreFault::Busy(error.to_string()))
    }

    pub(crate) async fn read(&self, sql: &Sql, values: &[Value]) -> Result<Vec<Row>, StoreFault> {
        let lent = self.lend().await?;
        read_on(&lent, sql, values).await
    }

    pub(crate) async fn prepares(&self, sql: &Sql) -> Result<(), StoreFault> {
        self.lend().await?.prepare_cached(sql.postgres()).await.map(drop).map_err(|error| fault(&error))
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreFault> {
        let lent = self.lend().await?;
        // The snapshot is taken by the first query, so that query is made here. A session used so is
        // closed afterwards: nobody inherits its transaction.
        let client = Object::take(lent);
        let begin = "begin isolation level repeatable read read only; select 1 from migration limit 1";
        client.batch_execute(begin).await.map_err(|error| fault(&error))?;
        Ok(Snapshot { client })
    }
}

async fn read_on(
    client: &deadpool_postgres::ClientWrapper,
    sql: &Sql,
    values: &[Value],
) -> Result<Vec<Row>, StoreFault> {
    let found = async {
        let statement = client.prepare_cached(sql.postgres()).await?;
        rows(&client.query(&statement, &params(values)).await?)
    };
    found.await.map_err(|error| fault(&error))
}

/// A read transaction on a connection of its own.
pub(crate) struct Snapshot {
    client: deadpool_postgres::ClientWrapper,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").finish_non_exhaustive()
    }
}

impl Snapshot {
    pub(crate) async fn read(&mut self, sql: &Sql, values: &[Value]) -> Result<Vec<Row>, StoreFault> {
        read_on(&self.client, sql, values).await
    }
}
