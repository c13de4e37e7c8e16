//! What can go wrong below the facts. Drivers' errors end here and never leave the crate.

use vermilion_model::Time;

/// Something is wrong with the store itself, not with what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// The engine said no; the text is the driver's, for the operator.
    #[error("the database refused: {0}")]
    Engine(String),
    /// The connection, the pool or the file is not to be had just now.
    #[error("the database is busy or away: {0}")]
    Busy(String),
    /// A statement and its reader disagree about a column.
    #[error("column {column} is not {expected}")]
    Shape {
        /// The column's position, from 0.
        column: usize,
        /// What the reader wanted.
        expected: &'static str,
    },
    /// Another process holds `DATA/lock`.
    #[error("another server holds this folder")]
    Locked,
    /// The schema is newer than this binary, or was altered.
    #[error("the schema is not one this binary knows: {0}")]
    Schema(String),
    /// The schema is older than this binary wants; `migrate` brings it up (PostgreSQL).
    #[error("the schema is at {found}, this binary wants {wanted}: run `migrate`")]
    Behind {
        /// The newest migration found.
        found: i64,
        /// The newest migration known.
        wanted: i64,
    },
    /// Another node holds a lease this needs.
    #[error("another node holds the lease `{name}` until {until:?}")]
    Leased {
        /// The lease's name.
        name: String,
        /// When it ends by itself.
        until: Time,
    },
    /// A setting of the database makes an acknowledged commit losable, or is unfit otherwise.
    #[error("the database may not be used so: {0}")]
    Unfit(String),
    /// The audit chain does not hold.
    #[error("the audit chain is broken: {0}")]
    Chain(String),
    /// An archive is damaged, of another store, or not to be written to.
    #[error("the archive can't be used: {0}")]
    Archive(String),
    /// A file of the data folder could not be read or written.
    #[error("{0}")]
    File(String),
}

impl StoreFault {
    /// A file's error, with what was being done.
    pub(crate) fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> StoreFault {
        StoreFault::File(format!("{doing} {}: {error}", path.display()))
    }
}

/// Why a fact was not committed. The caller may read the first two; the rest is the operator's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitFault {
    /// A guard changed no row: what the fact rests on is no longer so. Nothing was written.
    #[error("guard {guard} no longer holds")]
    Refused {
        /// Which of the fact's guards, from 0.
        guard: usize,
    },
    /// Not now: the queue is full, too many wait on one key, a lock was not had in time, the
    /// database is away, or the disk is full. Nothing was written.
    #[error("the store is busy")]
    Busy,
    /// The engine refused this fact's statements; its neighbours stand.
    #[error("the fact could not be written: {0}")]
    Bad(String),
    /// The writer has stopped: the store's order is in doubt, or the process is closing.
    #[error("the writer has stopped: {0}")]
    Stopped(String),
}
