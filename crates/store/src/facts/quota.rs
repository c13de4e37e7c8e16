//! Statements about quotas: leased blocks, clearing, and whose calls are counted.

use vermilion_model::fact::traffic::{QuotaLeased, QuotaRest};
use vermilion_model::fact::{LimitsSwitched, QuotaCleared};
use vermilion_model::{AccountNo, LimitsState, Time};

use super::{Parts, Table, key, stmt};
use crate::{Lowered, Sql, Stmt};

// What somebody saw is the guard: of two nodes exactly one moves the counter on.
static LEASE: Sql = Sql::both(
    "insert into quota (account, call, day, epoch, used) values ($1, $2, $3, $4, $5) \
     on conflict (account, call) do update set day = excluded.day, used = excluded.used \
     where quota.day = $6 and quota.epoch = excluded.epoch and quota.used = $7",
);
static GIVE_BACK: Sql = Sql::both(
    "update quota set used = used - $5 \
     where account = $1 and call = $2 and day = $3 and epoch = $4 and used >= $5",
);
// Counts the clearing and is refused past the month's last one.
static COUNT_OF_MONTH: Sql = Sql::both(
    "insert into month_count (account, what, month, used) values ($1, $2, $3, 1) \
     on conflict (account, what) do update set month = excluded.month, \
     used = case when month_count.month = excluded.month then month_count.used + 1 else 1 end \
     where month_count.month < excluded.month \
     or (month_count.month = excluded.month and month_count.used < $4)",
);
static CLEAR_ALL: Sql = Sql::both("update quota set used = 0, epoch = epoch + 1 where account = $1");
static CLEAR_ONE: Sql =
    Sql::both("update quota set used = 0, epoch = epoch + 1 where account = $1 and call = $2");
static OFF: Sql = Sql::both("insert into limits_off (account, since) values ($1, $2) on conflict do nothing");
static ON: Sql = Sql::both("delete from limits_off where account = $1");

/// What a month's clearings are counted under.
const CLEARS: [&str; 2] = ["clear", "clear_one"];

pub(super) fn leased(leased: &QuotaLeased) -> Lowered {
    let mut root = leased.account.0.to_be_bytes().to_vec();
    root.extend_from_slice(leased.call.as_bytes());
    let (seen_day, seen_used) = leased.seen.unwrap_or((leased.day, leased.used));
    let guard = stmt!(
        LEASE,
        leased.account,
        leased.call.as_str(),
        leased.day,
        leased.epoch,
        leased.used,
        seen_day,
        seen_used
    );
    Lowered { keys: vec![key(Table::Quota, root)], guards: vec![guard], ..Lowered::default() }
}

pub(super) fn given_back(rests: &[QuotaRest]) -> Lowered {
    let write = |rest: &QuotaRest| {
        stmt!(GIVE_BACK, rest.account, rest.call.as_str(), rest.day, rest.epoch, rest.calls)
    };
    let root = key(Table::Installation, b"quotas".as_slice());
    Lowered { keys: vec![root], writes: rests.iter().map(write).collect(), ..Lowered::default() }
}

/// Counts one of so many things a month; a guard, refused past the last one.
pub(super) fn count_of_month((account, what): (AccountNo, &'static str), month: u32, most: u32) -> Stmt {
    stmt!(COUNT_OF_MONTH, account, what, month, most)
}

pub(super) fn cleared(act: &QuotaCleared) -> Parts {
    let [all, one] = CLEARS;
    let (what, clear) = match &act.call {
        None => (all, stmt!(CLEAR_ALL, act.account)),
        Some(call) => (one, stmt!(CLEAR_ONE, act.account, call.as_str())),
    };
    Parts {
        keys: vec![key(Table::Account, act.account.0.to_be_bytes())],
        guards: vec![count_of_month((act.account, what), act.month, act.most)],
        writes: vec![clear],
        subjects: format!("account:{}", act.account.0),
    }
}

pub(super) fn switched(act: &LimitsSwitched, at: Time) -> Parts {
    let guard = match act.state {
        LimitsState::Off => stmt!(OFF, act.account, at),
        LimitsState::On => stmt!(ON, act.account),
    };
    Parts {
        keys: vec![key(Table::Account, act.account.0.to_be_bytes())],
        guards: vec![guard],
        writes: Vec::new(),
        subjects: format!("account:{}", act.account.0),
    }
}
