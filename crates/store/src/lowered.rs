//! A fact as statements, and the draft of its audit entry: what the writer is handed.

use vermilion_model::Time;

use crate::{Sql, Value};

/// A statement with its parameters.
#[derive(Debug, Clone)]
pub struct Stmt {
    /// The text.
    pub sql: &'static Sql,
    /// `$1` first.
    pub params: Vec<Value>,
}

impl Stmt {
    /// A statement with its parameters.
    pub fn new(sql: &'static Sql, params: impl Into<Vec<Value>>) -> Stmt {
        Stmt { sql, params: params.into() }
    }
}

/// The smallest row a rule spans. Facts sharing one never stand in one batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuardKey {
    /// The table's place in the fixed order in which every node takes its locks.
    pub table: u8,
    /// The row's key.
    pub key: Vec<u8>,
}

/// A fact as statements.
///
/// Each guard *writes* and must change at least one row, else the fact is refused and leaves no
/// trace; after the guards nothing of the fact can be refused. A fact with several guards or keys
/// is a batch of its own, since without savepoints only a whole batch can be taken back.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// The roots, in any order.
    pub keys: Vec<GuardKey>,
    /// Run first, in this order.
    pub guards: Vec<Stmt>,
    /// Run when every guard passed.
    pub writes: Vec<Stmt>,
    /// Present for governance facts, which are numbered and chained; traffic has none.
    pub entry: Option<EntryDraft>,
}

impl Lowered {
    /// Whether the fact must be a batch of its own.
    pub(crate) fn alone(&self) -> bool {
        self.guards.len() > 1 || self.keys.iter().any(|key| self.keys.first() != Some(key))
    }
}

/// An audit entry before it has a number. Holds ids, codes and digests only (I10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryDraft {
    /// When it happened.
    pub at: Time,
    /// Who did it.
    pub actor: String,
    /// The fact's name.
    pub kind: &'static str,
    /// The version of the body's form.
    pub version: u16,
    /// The ids it is about, as one text.
    pub subjects: String,
    /// The fact as canonical JSON.
    pub body: String,
}

/// A code spent: one row that can be inserted once (I6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginRow {
    /// The code's serial, from a leased block.
    pub serial: i64,
    /// The kind of code, as the fact's owner numbers them.
    pub kind: i64,
    /// The id of the key its session key derives from.
    pub key: i64,
    /// The account's number.
    pub account: i64,
    /// The user's ordinal in the account.
    pub usr: i64,
    /// When it was spent, in milliseconds.
    pub at: i64,
}
