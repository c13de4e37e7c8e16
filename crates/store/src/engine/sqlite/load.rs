//! Filling a new database file, under a name of its own until it is whole.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use vermilion_model::Time;

use super::connect::grow_log;
use super::{Folder, execute, fault, migrate, open_writer, query};
use crate::{Row, Sql, Stmt, StoreFault, Value};

/// A database being filled, in one transaction.
pub(crate) struct Load {
    conn: Connection,
    path: PathBuf,
    max_pages: Option<u32>,
}

impl Load {
    /// Refuses a folder that has a database, or a part of one.
    pub(crate) fn begin(folder: &Folder, max_pages: Option<u32>, now: Time) -> Result<Load, StoreFault> {
        let target = folder.database();
        for there in files(&target) {
            if there.exists() {
                let why = format!("move {} away: a restore needs a fresh store", there.display());
                return Err(StoreFault::Archive(why));
            }
        }
        forget_unfinished(folder)?;
        let path = unfinished(folder);
        let mut conn = open_writer(&path, max_pages)?;
        migrate(&mut conn, now)?;
        conn.execute_batch("begin immediate").map_err(|error| fault(&error))?;
        Ok(Load { conn, path, max_pages })
    }

    pub(crate) fn run(&mut self, stmts: &[Stmt]) -> Result<(), StoreFault> {
        let run = |stmt: &Stmt| execute(&self.conn, stmt.sql, &stmt.params).map(drop);
        stmts.iter().try_for_each(run).map_err(|error| fault(&error))
    }

    pub(crate) fn read(&mut self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, StoreFault> {
        query(&self.conn, sql, params).map_err(|error| fault(&error))
    }

    /// Commits, and gives the file its name: from then on it is the store.
    pub(crate) fn finish(self, folder: &Folder) -> Result<(), StoreFault> {
        let Load { conn, path, max_pages } = self;
        let done = conn.execute_batch("commit; pragma wal_checkpoint(truncate)");
        done.map_err(|error| fault(&error))?;
        conn.close().map_err(|(_, error)| fault(&error))?;
        let target = folder.database();
        let file = |doing: &'static str| {
            let path = path.clone();
            move |error: std::io::Error| StoreFault::file(doing, &path, &error)
        };
        std::fs::File::open(&path).and_then(|db| db.sync_all()).map_err(file("syncing"))?;
        std::fs::rename(&path, &target).map_err(file("naming"))?;
        // What goes with it is empty by now, and without its database means nothing.
        forget_unfinished(folder)?;
        folder.sync()?;
        let conn = open_writer(&target, max_pages)?;
        grow_log(&conn).map_err(|error| fault(&error))
    }
}

fn unfinished(folder: &Folder) -> PathBuf {
    folder.database().with_extension("restoring")
}

/// Removes what a killed restore left: it may hold keys of people who were erased since (I10).
pub(crate) fn forget_unfinished(folder: &Folder) -> Result<(), StoreFault> {
    for old in files(&unfinished(folder)).iter().filter(|file| file.exists()) {
        std::fs::remove_file(old).map_err(|error| StoreFault::file("removing", old, &error))?;
    }
    Ok(())
}

/// A database's file and the two that go with it.
fn files(database: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = database.file_name().unwrap_or_default().to_owned();
        name.push(end);
        database.with_file_name(name)
    })
}
