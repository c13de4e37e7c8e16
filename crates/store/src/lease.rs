//! A named task that one node at a time does.

use vermilion_model::{Span, Time};

use crate::{CommitFault, Job, Lowered, Sql, Stmt, Value, Writer};

/// Other nodes' clocks may be this far off: their leases count as expired this much later.
pub(crate) const SLACK: Span = Span::secs(5);

/// Takes a lease that is free, expired, or one's own; no row changed means another node has it.
pub(crate) static TAKE: Sql = Sql::both(
    "insert into lease (name, holder, until) values ($1, $2, $3) on conflict (name) \
     do update set holder = excluded.holder, until = excluded.until \
     where lease.holder = excluded.holder or lease.until < $4",
);

pub(crate) static READ: Sql = Sql::both("select holder, until from lease where name = $1");

/// Gives a lease back, if it is still one's own.
pub(crate) static DROP: Sql = Sql::both("delete from lease where name = $1 and holder = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[&TAKE, &READ, &DROP];

/// The parameters of [`TAKE`].
pub(crate) fn params(name: &str, holder: &[u8; 16], until: Time, now: Time) -> [Value; 4] {
    [name.into(), (*holder).into(), until.into(), now.minus(SLACK).into()]
}

impl Writer {
    /// Takes or renews a lease until a time; false when another node has it.
    pub async fn hold(
        &self,
        name: &str,
        holder: &[u8; 16],
        (now, until): (Time, Time),
    ) -> Result<bool, CommitFault> {
        let guards = vec![Stmt::new(&TAKE, params(name, holder, until, now))];
        self.upkeep(guards).await
    }

    /// Gives a lease back; false when it was not one's own any more.
    pub async fn release(&self, name: &str, holder: &[u8; 16]) -> Result<bool, CommitFault> {
        self.upkeep(vec![Stmt::new(&DROP, [name.into(), (*holder).into()])]).await
    }

    /// Housekeeping that nothing refuses.
    pub(crate) async fn keep(&self, writes: Vec<Stmt>) -> Result<(), CommitFault> {
        self.commit(Job::Upkeep(Lowered { writes, ..Lowered::default() })).await.map(drop)
    }

    /// One piece of housekeeping; false when its guard changed nothing.
    pub(crate) async fn upkeep(&self, guards: Vec<Stmt>) -> Result<bool, CommitFault> {
        match self.commit(Job::Upkeep(Lowered { guards, ..Lowered::default() })).await {
            Ok(_) => Ok(true),
            Err(CommitFault::Refused { .. }) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}
