//! The statements the cases are made of: `block` rows as roots, versions in `next`.

use vermilion_store::{EntryDraft, GuardKey, Job, LoginRow, Lowered, Sql, Stmt};

use crate::ground::{NOW, some_fact};

/// Uniqueness as a guard: one row a name, ever.
pub(crate) static CLAIM: Sql =
    Sql::both("insert into block (name, next) values ($1, 1) on conflict do nothing");

/// A version that must be the expected one. The parameters stand out of order on purpose.
pub(crate) static BUMP: Sql = Sql::both("update block set next = next + 1 where next = $2 and name = $1");

/// A write behind the guards.
pub(crate) static NOTE: Sql =
    Sql::both("insert into ring (purpose, id, wrapped, made_at, retired_at) values ($2, $1, $3, $5, $4)");

pub(crate) static NOTES: Sql =
    Sql::both("select id, purpose, wrapped, made_at, retired_at from ring order by purpose, id");

pub(crate) static BLOCKS: Sql = Sql::both("select name, next from block order by name");

pub(crate) static LOGINS: Sql =
    Sql::both("select serial, kind, key, account, usr, at from login order by serial");

pub(crate) static ENTRIES: Sql =
    Sql::both("select number, subjects from entry where lane = 0 order by number");

pub(crate) fn key(name: &str) -> GuardKey {
    GuardKey { table: 1, key: name.as_bytes().to_vec() }
}

pub(crate) fn entry(subjects: &str) -> EntryDraft {
    EntryDraft {
        at: NOW,
        actor: "member".into(),
        kind: "SomeFact",
        version: 1,
        subjects: subjects.into(),
        body: r#"{"a":1}"#.into(),
    }
}

pub(crate) fn claim(name: &str) -> Lowered {
    Lowered {
        keys: vec![key(name)],
        guards: vec![Stmt::new(&CLAIM, [name.into()])],
        writes: vec![note(1, name)],
        entry: Some(entry(name)),
    }
}

pub(crate) fn bump(name: &str, expected: i64) -> Lowered {
    Lowered {
        keys: vec![key(name)],
        guards: vec![Stmt::new(&BUMP, [name.into(), expected.into()])],
        writes: vec![note(expected + 1, name)],
        entry: Some(entry(name)),
    }
}

pub(crate) fn note(id: i64, purpose: &str) -> Stmt {
    Stmt::new(&NOTE, [id.into(), purpose.into(), [1_u8, 2].into(), None::<i64>.into(), NOW.into()])
}

pub(crate) fn traffic(lowered: Lowered) -> Lowered {
    Lowered { entry: None, ..lowered }
}

pub(crate) fn fact(lowered: Lowered) -> Job {
    Job::Fact { lowered, fact: some_fact() }
}

pub(crate) fn login(serial: i64) -> LoginRow {
    LoginRow { serial, kind: 1, key: 2, account: 3, usr: 4, at: NOW.millis() }
}
