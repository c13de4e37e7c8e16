//! One archived table, and what sorts before its keys.

use super::tables::TABLES;
use crate::{Sql, Value};

/// One archived table. A row's columns stand in one order in both statements, its key first.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// The key before every row's.
    pub(crate) before: &'static [Least],
    /// The rows behind a key, in its order; the last parameter is how many at most.
    pub(crate) page: Sql,
    /// One row put back.
    pub(crate) insert: Sql,
}

impl Table {
    /// The table of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Table> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The insert, as a statement takes it.
    pub(crate) fn put(&'static self) -> &'static Sql {
        &self.insert
    }
}

/// What sorts before every value of a key's column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Least {
    Int,
    Text,
    Blob,
}

impl Least {
    pub(crate) fn value(self) -> Value {
        match self {
            Least::Int => Value::Int(i64::MIN),
            Least::Text => Value::Text(String::new()),
            Least::Blob => Value::Blob(Vec::new()),
        }
    }
}
