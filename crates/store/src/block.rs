//! Blocks of numbers, leased durably: what one node took no other ever gets, and a crash only loses
//! the rest of a block.

use crate::{CommitFault, Engine, GuardKey, Job, Lowered, Sql, Stmt, StoreFault, Writer};

pub(crate) static READ: Sql = Sql::both("select next from block where name = $1");
// The first number read is the guard: of two nodes exactly one moves it on.
pub(crate) static LEASE: Sql = Sql::both(
    "insert into block (name, next) values ($1, $3) \
     on conflict (name) do update set next = excluded.next where block.next = $2",
);

/// Blocks stand last in the order of tables; they never share a batch with a product's row.
const TABLE: u8 = 200;
/// How often a block is tried for when other nodes are faster.
const TRIES: usize = 16;

/// Leases `size` numbers of one series; they run from the answer up. Series begin at 1.
pub(crate) async fn lease(
    engine: &Engine,
    writer: &Writer,
    name: &str,
    size: u32,
) -> Result<i64, CommitFault> {
    for _ in 0..TRIES {
        let first = engine
            .read_one(&READ, &[name.into()])
            .await
            .and_then(|row| row.map_or(Ok(1), |row| row.int(0)))
            .map_err(busy)?;
        let next = first.saturating_add(i64::from(size));
        let guard = Stmt::new(&LEASE, vec![name.into(), first.into(), next.into()]);
        let key = GuardKey { table: TABLE, key: name.as_bytes().to_vec() };
        let lowered = Lowered { keys: vec![key], guards: vec![guard], writes: Vec::new(), entry: None };
        match writer.commit(Job::Upkeep(lowered)).await {
            Ok(_) => return Ok(first),
            Err(CommitFault::Refused { .. }) => {}
            Err(fault) => return Err(fault),
        }
    }
    Err(CommitFault::Busy)
}

fn busy(fault: StoreFault) -> CommitFault {
    match fault {
        StoreFault::Busy(_) => CommitFault::Busy,
        other => CommitFault::Bad(other.to_string()),
    }
}
