//! Writing the ring's wrapped keys; reading them stands with the reads.

use vermilion_seal::RingRow;

use crate::{CommitFault, GuardKey, Job, Lowered, Sql, Stmt, Writer};

pub(crate) static KEEP: Sql = Sql::both(
    "insert into ring (purpose, id, wrapped, made_at, retired_at) values ($1, $2, $3, $4, $5) \
     on conflict (purpose, id) do update set wrapped = excluded.wrapped, retired_at = excluded.retired_at",
);
pub(crate) static MAKE: Sql = Sql::both(
    "insert into ring (purpose, id, wrapped, made_at, retired_at) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);

const TABLE: u8 = 201;

fn upkeep(sql: &'static Sql, rows: &[RingRow]) -> Lowered {
    let write = |row: &RingRow| {
        let params = vec![
            row.kind.name().into(),
            row.id.into(),
            row.wrapped.as_slice().into(),
            row.created_at.into(),
            row.retired_at.into(),
        ];
        Stmt::new(sql, params)
    };
    let mut all = rows.iter().map(write);
    // The first row is the guard: of two nodes that make a new ring at once, one does.
    let guards = all.next().into_iter().collect();
    let key = GuardKey { table: TABLE, key: b"ring".to_vec() };
    Lowered { keys: vec![key], guards, writes: all.collect(), entry: None }
}

/// Writes a new installation's ring; refused when it has one.
pub(crate) async fn make(writer: &Writer, rows: &[RingRow]) -> Result<(), CommitFault> {
    writer.commit(Job::Upkeep(upkeep(&MAKE, rows))).await.map(drop)
}

/// Writes new, retired and re-wrapped keys.
pub(crate) async fn keep(writer: &Writer, rows: &[RingRow]) -> Result<(), CommitFault> {
    writer.commit(Job::Upkeep(upkeep(&KEEP, rows))).await.map(drop)
}
