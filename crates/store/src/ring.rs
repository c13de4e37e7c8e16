//! Writing a new installation's ring; rotations are facts, and reading stands with the reads.

use vermilion_seal::RingRow;

use crate::{CommitFault, GuardKey, Job, Lowered, Sql, Stmt, Writer};

pub(crate) static MAKE: Sql = Sql::both(
    "insert into ring (purpose, id, wrapped, made_at, retired_at) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);

static REWRAP_PERSON: Sql =
    Sql::both("update person_key set wrapped = $2 where person = $1 and wrapped = $3");

const TABLE: u8 = 201;

/// Writes a new installation's ring; refused when it has one.
pub(crate) async fn make(writer: &Writer, rows: &[RingRow]) -> Result<(), CommitFault> {
    let write = |row: &RingRow| {
        let params = vec![
            row.kind.name().into(),
            row.id.into(),
            row.wrapped.as_slice().into(),
            row.created_at.into(),
            row.retired_at.into(),
        ];
        Stmt::new(&MAKE, params)
    };
    let mut all = rows.iter().map(write);
    // The first row is the guard: of two nodes that make a new ring at once, one does.
    let guards = all.next().into_iter().collect();
    writer.commit(upkeep(guards, all.collect())).await.map(drop)
}

/// A person's key under one master key, and the same under another.
#[derive(Clone, PartialEq, Eq)]
pub struct Rewrapped {
    /// Whose.
    pub person: [u8; 16],
    /// As it stands.
    pub old: Vec<u8>,
    /// As it shall stand.
    pub new: Vec<u8>,
}

impl std::fmt::Debug for Rewrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rewrapped(..)")
    }
}

/// Replaces wrapped person keys where they still stand so: one that was erased meanwhile stays erased.
pub(crate) async fn rewrap_persons(writer: &Writer, keys: &[Rewrapped]) -> Result<(), CommitFault> {
    let write = |key: &Rewrapped| {
        let params = vec![key.person.into(), key.new.as_slice().into(), key.old.as_slice().into()];
        Stmt::new(&REWRAP_PERSON, params)
    };
    writer.commit(upkeep(Vec::new(), keys.iter().map(write).collect())).await.map(drop)
}

fn upkeep(guards: Vec<Stmt>, writes: Vec<Stmt>) -> Job {
    let key = GuardKey { table: TABLE, key: b"ring".to_vec() };
    Job::Upkeep(Lowered { keys: vec![key], guards, writes, entry: None })
}
