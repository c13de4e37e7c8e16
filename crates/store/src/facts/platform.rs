//! Statements of facts about the installation itself.

use vermilion_model::Time;
use vermilion_model::fact::{AuditExported, GapAccepted, IncarnationRaised, KeyRow, KeysRotated};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static RAISE_INCARNATION: Sql = Sql::both("update meta set incarnation = $1 where incarnation < $1");
static ACCEPT_GAP: Sql =
    Sql::both("update gap set accepted_at = $3 where after = $1 and before = $2 and accepted_at is null");
static MAKE_KEY: Sql = Sql::both(
    "insert into ring (purpose, id, wrapped, made_at) values ($1, $2, $3, $4) on conflict do nothing",
);
static RETIRE_KEY: Sql =
    Sql::both("update ring set retired_at = $3 where purpose = $1 and id = $2 and retired_at is null");
static REWRAP_KEY: Sql = Sql::both("update ring set wrapped = $3 where purpose = $1 and id = $2");

fn installation(what: &str, guards: Vec<Stmt>, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, what.as_bytes())],
        guards,
        writes,
        subjects: "installation".to_owned(),
    }
}

pub(super) fn incarnation_raised(act: &IncarnationRaised) -> Parts {
    installation("incarnation", vec![stmt!(RAISE_INCARNATION, act.incarnation)], Vec::new())
}

// Nothing but the entry: nothing can be in its way, and of two at once both took a copy.
pub(super) fn audit_exported(act: &AuditExported) -> Parts {
    let parts = installation("audit", Vec::new(), Vec::new());
    Parts { subjects: format!("{} member:{}", parts.subjects, act.by), ..parts }
}

pub(super) fn gap_accepted(act: &GapAccepted, at: Time) -> Parts {
    installation("gap", vec![stmt!(ACCEPT_GAP, act.after, act.before, at)], Vec::new())
}

// The new key's row is the guard: of two rotations at once one takes the number.
pub(super) fn keys_rotated(act: &KeysRotated, at: Time) -> Parts {
    let make = |row: &KeyRow| stmt!(MAKE_KEY, row.kind.as_str(), row.id, row.wrapped.as_slice(), row.made_at);
    let retire = |(kind, id): &(String, u8)| stmt!(RETIRE_KEY, kind.as_str(), *id, at);
    let rewrap = |row: &KeyRow| stmt!(REWRAP_KEY, row.kind.as_str(), row.id, row.wrapped.as_slice());
    let retired = act.rows.retired.iter().map(retire);
    let writes = retired.chain(act.rows.rewrapped.iter().map(rewrap)).collect();
    installation("ring", act.rows.made.iter().map(make).collect(), writes)
}
