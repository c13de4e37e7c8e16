//! Statements of facts about accounts bound to open-platform accounts.

use vermilion_model::Time;
use vermilion_model::fact::{AccountBound, AccountUnbound};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

/// How many accounts may be bound to one open-platform account. Source: contract, error code 89004.
pub const BOUND_MAX: i64 = 100;

// Each row is held while the other is looked at: neither is closed, nor filled, meanwhile.
static ACCOUNT: Sql = Sql::both(
    "update account set version = version + 1 where no = $1 and closed_at is null and closing_until is null \
     and type <> 'open_platform_account'",
);
static OPEN: Sql = Sql::both(
    "update account set version = version + 1 where no = $1 and closed_at is null and closing_until is null \
     and type = 'open_platform_account' and (select count(*) from binding where open = $1) < $2",
);
static BIND: Sql = Sql::both(
    "insert into binding (account, open, since) select a.no, o.no, $3 from account a, account o \
     where a.no = $1 and o.no = $2 and a.subject = o.subject on conflict do nothing",
);
static UNBIND: Sql = Sql::both("delete from binding where account = $1 and open = $2");

pub(super) fn bound(act: &AccountBound, at: Time) -> Parts {
    let mut rows: Vec<(u32, Stmt)> =
        vec![(act.account.0, stmt!(ACCOUNT, act.account)), (act.open.0, stmt!(OPEN, act.open, BOUND_MAX))];
    // In the order of their keys, as every node locks them.
    rows.sort_by_key(|(no, _)| *no);
    let keys = rows.iter().map(|(no, _)| key(Table::Account, no.to_be_bytes())).collect();
    let mut guards: Vec<Stmt> = rows.into_iter().map(|(_, guard)| guard).collect();
    guards.push(stmt!(BIND, act.account, act.open, at));
    Parts {
        keys,
        guards,
        writes: Vec::new(),
        subjects: format!("account:{} account:{}", act.account.0, act.open.0),
    }
}

pub(super) fn unbound(act: &AccountUnbound) -> Parts {
    Parts {
        keys: vec![key(Table::Account, act.account.0.to_be_bytes())],
        guards: vec![stmt!(UNBIND, act.account, act.open)],
        writes: Vec::new(),
        subjects: format!("account:{} account:{}", act.account.0, act.open.0),
    }
}
