//! The two engines behind one narrow executor: reads, snapshots, and the writer's batches.
//!
//! An enum, not a trait: a value crosses this seam, and another driver would change this folder
//! and nothing else.

mod load;
pub(crate) mod postgres;
pub(crate) mod sqlite;

pub(crate) use load::Loader;

use crate::chain::Entry;
use crate::cursor::Cursor;
use crate::queue::Batch;
use crate::sink::Applier;
use crate::{Row, Sql, StoreFault, Value, statements};

/// Where reads go. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Engine(Inner);

#[derive(Debug, Clone)]
enum Inner {
    Sqlite(sqlite::Readers),
    Postgres(postgres::Readers),
}

impl Engine {
    pub(crate) fn sqlite(readers: sqlite::Readers) -> Engine {
        Engine(Inner::Sqlite(readers))
    }

    pub(crate) fn postgres(readers: postgres::Readers) -> Engine {
        Engine(Inner::Postgres(readers))
    }

    /// Whether a user's newest session is found by an index; where it is not, memory has it.
    pub const fn indexes_sessions(&self) -> bool {
        matches!(self.0, Inner::Postgres(_))
    }

    /// Whether other nodes may write the same store.
    pub const fn is_shared(&self) -> bool {
        matches!(self.0, Inner::Postgres(_))
    }

    /// Reads, outside of any transaction.
    pub async fn read(&self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        match &self.0 {
            Inner::Sqlite(readers) => readers.read(sql, params).await,
            Inner::Postgres(readers) => readers.read(sql, params).await,
        }
    }

    /// Reads at most one row.
    pub async fn read_one(&self, sql: &'static Sql, params: &[Value]) -> Result<Option<Row>, StoreFault> {
        Ok(self.read(sql, params).await?.into_iter().next())
    }

    /// Begins a read transaction: every read in it sees the store at one moment.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreFault> {
        match &self.0 {
            Inner::Sqlite(readers) => Ok(Snapshot(Taken::Sqlite(readers.snapshot().await?))),
            Inner::Postgres(readers) => Ok(Snapshot(Taken::Postgres(readers.snapshot().await?))),
        }
    }

    /// Whether a statement prepares on this engine; for the suite, which prepares every one.
    pub async fn prepares(&self, sql: &'static Sql) -> Result<(), StoreFault> {
        match &self.0 {
            Inner::Sqlite(readers) => readers.prepares(sql).await,
            Inner::Postgres(readers) => readers.prepares(sql).await,
        }
    }
}

/// A read transaction. Dropping it ends it.
#[derive(Debug)]
pub struct Snapshot(Taken);

#[derive(Debug)]
enum Taken {
    Sqlite(sqlite::Snapshot),
    Postgres(postgres::Snapshot),
}

impl Snapshot {
    /// Reads within the transaction.
    pub async fn read(&mut self, sql: &'static Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        match &mut self.0 {
            Taken::Sqlite(snapshot) => snapshot.read(sql, params).await,
            Taken::Postgres(snapshot) => snapshot.read(sql, params).await,
        }
    }

    /// The head of a lane at the transaction's moment: where the feed goes on from.
    pub async fn cursor(&mut self, lane: u16) -> Result<Cursor, StoreFault> {
        let rows = self.read(&statements::LANE_READ, &[lane.into()]).await?;
        let row = rows.first().ok_or_else(|| StoreFault::Schema(format!("there is no lane {lane}")))?;
        Cursor::from_row(lane, row)
    }
}

/// The writer's own connection.
pub(crate) enum Hand {
    Sqlite(sqlite::Hand),
    Postgres(postgres::Hand),
}

impl Hand {
    /// Runs a batch in one transaction and commits it durably.
    pub(crate) async fn run(&mut self, batch: &Batch, applier: &Applier) -> Result<Written, BatchFault> {
        match self {
            Hand::Sqlite(hand) => hand.run(batch, applier),
            Hand::Postgres(hand) => hand.run(batch, applier).await,
        }
    }

    /// Whether codes and facts go in transactions of their own.
    pub(crate) fn parts(&self) -> bool {
        matches!(self, Hand::Postgres(_))
    }
}

/// What a committed batch came to. Facts are named by their place in the batch.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Refused facts, with the guard that changed nothing.
    pub(crate) refused: Vec<(usize, usize)>,
    /// The entries of governance facts, in the order of both facts and numbers.
    pub(crate) own: Vec<(usize, Entry)>,
    /// Other nodes' entries between the cursor and the first of one's own.
    pub(crate) read: Vec<Entry>,
    /// Of each code, whether this batch spent it.
    pub(crate) won: Vec<bool>,
}

/// Why a batch was not committed; nothing of it was written.
#[derive(Debug)]
pub(crate) enum BatchFault {
    /// A conflict that running it again may solve.
    Again,
    /// Not now, and not at once again either.
    Busy,
    /// One fact's statement did not get its lock in time; out of range for the set of codes.
    TimedOut { fact: usize },
    /// A statement the engine refuses whatever the moment.
    Data(String),
    /// The store can't be trusted any more.
    Stop(String),
}
