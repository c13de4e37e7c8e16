//! Statements about what calls leave behind.

use vermilion_model::fact::traffic::{CallsOfDay, RefusalsOfDay, Traffic, UsersOfDay};

use super::{Table, key, stmt};
use crate::{Lowered, Sql, Stmt};

static CALLS: Sql = Sql::both(
    "insert into call_day (account, day, call, answered, refused, at) values ($1, $2, $3, $4, $5, $6) \
     on conflict (account, day, call) do update set answered = call_day.answered + excluded.answered, \
     refused = call_day.refused + excluded.refused, at = excluded.at",
);
static REFUSALS: Sql = Sql::both(
    "insert into refusal_day (account, day, call, code, reason, count, last_at, last_rid) \
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (account, day, call, code, reason) \
     do update set count = refusal_day.count + excluded.count, \
     last_rid = case when excluded.last_at >= refusal_day.last_at then excluded.last_rid \
     else refusal_day.last_rid end, \
     last_at = case when excluded.last_at >= refusal_day.last_at then excluded.last_at \
     else refusal_day.last_at end",
);
// A run's bits only grow, so its newest row holds all of them.
static USERS: Sql = Sql::both(
    "insert into user_day (account, day, call, chunk, run, bits, at) values ($1, $2, $3, $4, $5, $6, $7) \
     on conflict (account, day, call, chunk, run) do update set bits = excluded.bits, at = excluded.at",
);

/// A fact of these as statements; of others there are none here.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::CallsCounted(rows) => calls(rows),
        Traffic::RefusalsCounted(rows) => refusals(rows),
        Traffic::UsersSeen(rows) => users(rows),
        _ => Lowered::default(),
    }
}

fn unguarded(name: &[u8], writes: Vec<Stmt>) -> Lowered {
    Lowered { keys: vec![key(Table::Installation, name)], writes, ..Lowered::default() }
}

fn calls(rows: &[CallsOfDay]) -> Lowered {
    let write = |row: &CallsOfDay| {
        stmt!(CALLS, row.account, row.day, row.call.as_str(), row.answered, row.refused, row.at)
    };
    unguarded(b"calls", rows.iter().map(write).collect())
}

fn refusals(rows: &[RefusalsOfDay]) -> Lowered {
    let write = |row: &RefusalsOfDay| {
        let rid: Vec<u8> = row.last_rid.iter().flat_map(|group| group.to_be_bytes()).collect();
        stmt!(
            REFUSALS,
            row.account,
            row.day,
            row.call.as_str(),
            row.code,
            row.reason.as_str(),
            row.count,
            row.last_at,
            rid
        )
    };
    unguarded(b"refusals of a day", rows.iter().map(write).collect())
}

fn users(rows: &[UsersOfDay]) -> Lowered {
    let write = |row: &UsersOfDay| {
        let bits = row.bits.as_slice();
        stmt!(USERS, row.account, row.day, row.call.as_str(), row.chunk, row.run, bits, row.at)
    };
    unguarded(b"users", rows.iter().map(write).collect())
}
