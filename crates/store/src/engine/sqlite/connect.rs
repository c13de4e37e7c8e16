//! The data folder, its lock, and the write connection.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::fault;
use crate::StoreFault;

/// How many pages the write-ahead log holds before it is copied back; it is grown to this once.
const WAL_PAGES: u32 = 2_000;

/// A data folder this process alone writes to, for as long as the value lives.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    #[expect(dead_code, reason = "the lock is held as long as the file is open")]
    lock: File,
}

impl Folder {
    /// Takes `DATA/lock`; [`StoreFault::Locked`] when another process has it.
    pub(crate) fn take(data: &Path) -> Result<Folder, StoreFault> {
        std::fs::create_dir_all(data).map_err(|error| StoreFault::file("creating", data, &error))?;
        let path = data.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(|error| StoreFault::file("opening", &path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder { path: data.to_owned(), lock }),
            Err(TryLockError::WouldBlock) => Err(StoreFault::Locked),
            Err(TryLockError::Error(error)) => Err(StoreFault::file("locking", &path, &error)),
        }
    }

    /// Makes the names in it durable.
    pub(crate) fn sync(&self) -> Result<(), StoreFault> {
        let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
        synced.map_err(|error| StoreFault::file("syncing", &self.path, &error))
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        database(&self.path)
    }
}

/// The database file of a data folder.
pub(crate) fn database(data: &Path) -> PathBuf {
    data.join("vermilion.db")
}

/// Opens the write connection; `max_pages` bounds the file, for the test of a full disk.
pub(crate) fn open_writer(path: &Path, max_pages: Option<u32>) -> Result<Connection, StoreFault> {
    let conn = Connection::open(path).map_err(|error| fault(&error))?;
    settle(&conn, max_pages).map_err(|error| fault(&error))?;
    Ok(conn)
}

fn settle(conn: &Connection, max_pages: Option<u32>) -> rusqlite::Result<()> {
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(512);
    // Deleted rows, erased people's among them, must not stay readable in free pages (I10).
    for (pragma, value) in [
        ("page_size", "4096"),
        ("journal_mode", "wal"),
        ("synchronous", "full"),
        ("secure_delete", "on"),
        ("foreign_keys", "on"),
        ("temp_store", "memory"),
        ("cache_size", "-16000"),
    ] {
        conn.pragma_update(None, pragma, value)?;
    }
    conn.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
    if let Some(pages) = max_pages {
        conn.pragma_update(None, "max_page_count", pages)?;
    }
    // The log keeps its size over restarts: growing it costs a synced extent on the hot path.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

/// Grows the write-ahead log, once, when the store is made.
pub(crate) fn grow_log(conn: &Connection) -> rusqlite::Result<()> {
    let bytes = i64::from(WAL_PAGES).saturating_mul(4_096);
    conn.execute_batch("begin immediate; create table filler (bytes blob) strict;")?;
    conn.execute("insert into filler values (zeroblob(?1))", [bytes])?;
    conn.execute_batch("commit; drop table filler; pragma wal_checkpoint(restart);")
}

/// Copies the write-ahead log back and cuts it to nothing; false when a reader is in the way.
pub(crate) fn empty_log(path: &Path) -> Result<bool, StoreFault> {
    let emptied = || {
        let conn = Connection::open(path)?;
        conn.busy_timeout(std::time::Duration::from_secs(2))?;
        conn.query_row("pragma wal_checkpoint(truncate)", [], |row| Ok(row.get::<_, i64>(0)? == 0))
    };
    emptied().map_err(|error: rusqlite::Error| fault(&error))
}
