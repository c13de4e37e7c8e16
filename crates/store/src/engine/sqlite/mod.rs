//! SQLite: one write connection on one thread, readers on read-only connections.

mod batch;
mod connect;
mod load;
mod make;
mod readers;

pub(crate) use batch::Hand;
pub(crate) use connect::{Folder, database, empty_log, open_writer};
pub(crate) use load::{Load, forget_unfinished};
pub(crate) use make::{make, migrate};
pub(crate) use readers::{Readers, Snapshot};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, ToSql, params_from_iter};

use crate::{Row, Sql, StoreFault, Value};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn prepare<'c>(conn: &'c Connection, sql: &Sql) -> rusqlite::Result<CachedStatement<'c>> {
    conn.prepare_cached(sql.sqlite())
}

/// Runs a query to its end.
pub(super) fn query(conn: &Connection, sql: &Sql, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = prepare(conn, sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(params))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(columns);
        for i in 0..columns {
            values.push(match row.get_ref(i)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(n) => Value::Int(n),
                ValueRef::Real(_) => {
                    return Err(rusqlite::Error::InvalidColumnType(
                        i,
                        "real".into(),
                        rusqlite::types::Type::Real,
                    ));
                }
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            });
        }
        out.push(Row::new(values));
    }
    Ok(out)
}

/// Runs a statement and counts the rows it changed; rows it returns are read and dropped.
pub(super) fn execute(conn: &Connection, sql: &Sql, params: &[Value]) -> rusqlite::Result<usize> {
    let mut statement = prepare(conn, sql)?;
    if statement.column_count() == 0 {
        return statement.execute(params_from_iter(params));
    }
    let mut rows = statement.query(params_from_iter(params))?;
    let mut changed = 0_usize;
    while rows.next()?.is_some() {
        changed = changed.saturating_add(1);
    }
    Ok(changed)
}

/// A reader's error.
pub(super) fn fault(error: &rusqlite::Error) -> StoreFault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreFault::Busy(error.to_string()),
        _ => StoreFault::Engine(error.to_string()),
    }
}
