//! The schema and the first rows of a store in a file.

use rusqlite::Connection;
use vermilion_model::Time;

use super::connect::grow_log;
use super::{execute, fault, query};
use crate::cursor::Cursor;
use crate::meta::Meta;
use crate::migrate::{APPLIED, CREATE, MIGRATIONS, NOTE, missing};
use crate::{StoreFault, Value, statements};

/// Brings the schema up, each migration in a transaction; refuses one this binary does not know.
pub(crate) fn migrate(conn: &mut Connection, now: Time) -> Result<(), StoreFault> {
    let engine = |error: rusqlite::Error| fault(&error);
    conn.execute_batch(CREATE).map_err(engine)?;
    let applied = query(conn, &APPLIED, &[]).map_err(engine)?;
    for migration in missing(MIGRATIONS, &applied, |migration| migration.sqlite)? {
        let transaction = conn.transaction().map_err(engine)?;
        transaction.execute_batch(migration.sqlite).map_err(engine)?;
        execute(&transaction, &NOTE, &migration.note(migration.sqlite, now)).map_err(engine)?;
        transaction.commit().map_err(engine)?;
    }
    Ok(())
}

/// Makes the store what it is, once, and reads what it is. `made` is id, kind, lanes, time.
pub(crate) fn make(conn: &Connection, made: &[Value; 4]) -> Result<Meta, StoreFault> {
    let engine = |error: rusqlite::Error| fault(&error);
    if execute(conn, &statements::META_INSERT, made).map_err(engine)? > 0 {
        let start = Cursor::start(0);
        execute(conn, &statements::LANE_INSERT, &[0_u16.into(), start.mac.into()]).map_err(engine)?;
        grow_log(conn).map_err(engine)?;
    }
    let rows = query(conn, &statements::META_READ, &[]).map_err(engine)?;
    let row = rows.first().ok_or_else(|| StoreFault::Schema("the store does not say what it is".into()))?;
    Meta::from_row(row)
}
