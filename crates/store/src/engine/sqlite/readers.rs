//! Read-only connections, each used on a blocking thread by one reader at a time.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{fault, prepare, query};
use crate::{Row, Sql, StoreFault, Value};

/// How many read at once.
const READERS: usize = 8;

/// The pool. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Readers(Arc<Pool>);

#[derive(Debug)]
struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Readers {
        Readers(Arc::new(Pool { path, idle: Mutex::default(), places: Arc::new(Semaphore::new(READERS)) }))
    }

    pub(crate) async fn read(&self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        let params = params.to_vec();
        let (rows, _) = self.lend().await?.on(move |conn| query(conn, sql, &params)).await?;
        Ok(rows)
    }

    pub(crate) async fn prepares(&self, sql: &'static Sql) -> Result<(), StoreFault> {
        self.lend().await?.on(move |conn| prepare(conn, sql).map(drop)).await?;
        Ok(())
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreFault> {
        let lent = self.lend().await?;
        // A deferred transaction sees the store at its first read, so that read is made here.
        let ((), lent) = lent
            .on(|conn| {
                conn.execute_batch("begin")?;
                conn.query_row("select count(*) from migration", [], |_| Ok(()))
            })
            .await?;
        Ok(Snapshot(Some(lent)))
    }

    async fn lend(&self) -> Result<Lent, StoreFault> {
        let place = Arc::clone(&self.0.places).acquire_owned().await;
        let place = place.map_err(|_| StoreFault::Busy("the store is closed".into()))?;
        let conn = self.0.idle.lock().pop();
        Ok(Lent { pool: Arc::clone(&self.0), conn, place })
    }
}

/// A connection out of the pool; goes back when dropped, unless it is in a transaction.
struct Lent {
    pool: Arc<Pool>,
    conn: Option<Connection>,
    #[expect(dead_code, reason = "held for as long as the connection is")]
    place: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lent").finish_non_exhaustive()
    }
}

impl Lent {
    /// Runs one piece of reading on a blocking thread.
    async fn on<T: Send + 'static>(
        mut self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<(T, Lent), StoreFault> {
        let work = move || {
            if self.conn.is_none() {
                self.conn = Some(connect(&self.pool.path).map_err(|error| fault(&error))?);
            }
            let conn = self.conn.as_ref().ok_or_else(|| StoreFault::Busy("no connection".into()))?;
            let out = read(conn).map_err(|error| fault(&error))?;
            Ok((out, self))
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|error| Err(StoreFault::Engine(error.to_string())))
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        if conn.is_autocommit() || conn.execute_batch("rollback").is_ok() {
            self.pool.idle.lock().push(conn);
        }
    }
}

/// A read transaction on one connection.
#[derive(Debug)]
pub(crate) struct Snapshot(Option<Lent>);

impl Snapshot {
    pub(crate) async fn read(&mut self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        let lent = self
            .0
            .take()
            .ok_or_else(|| StoreFault::Busy("an earlier read of this snapshot failed".into()))?;
        let params = params.to_vec();
        let (rows, lent) = lent.on(move |conn| query(conn, sql, &params)).await?;
        self.0 = Some(lent);
        Ok(rows)
    }
}

fn connect(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(Duration::from_secs(2))?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn)
}
