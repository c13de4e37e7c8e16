//! Statements of facts about whether an account may act, and of its end.

use vermilion_model::Time;
use vermilion_model::fact::{AccountClosing, AccountErased, AccountFrozen, AccountKept, AccountUnfrozen};

use super::keyed_request::FORGET_ANSWERS;
use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static FREEZE: Sql = Sql::both(
    "update account set frozen_at = $2, version = version + 1 \
     where no = $1 and frozen_at is null and closed_at is null",
);
static UNFREEZE: Sql = Sql::both(
    "update account set frozen_at = null, version = version + 1 \
     where no = $1 and frozen_at is not null and closed_at is null",
);
// An open-platform account to which something is bound is closed when nothing is any more.
static BEGIN_CLOSING: Sql = Sql::both(
    "update account set closing_at = $2, closing_until = $3, version = version + 1 \
     where no = $1 and closing_until is null and closed_at is null \
     and not exists (select 1 from binding where open = $1)",
);
static KEEP: Sql = Sql::both(
    "update account set closing_at = null, closing_until = null, version = version + 1 \
     where no = $1 and closing_until is not null and closed_at is null",
);
// I10: the rows are emptied and the key destroyed, in one commit; what else was sealed under it opens no more.
static ERASE: Sql = Sql::both(
    "update account set erased_at = $2, sealed = $3, name_digest = null, subject = null, subject_type = null, \
     verified_at = null, verified_until = null, verification = null, version = version + 1 \
     where no = $1 and closed_at is not null and erased_at is null",
);
static DESTROY_KEY: Sql =
    Sql::both("delete from person_key where person = (select owner from account where no = $1)");
static EMPTY_PETITIONS: Sql = Sql::both("update petition set sealed = $2, digest = null where account = $1");
static FORGET_REGISTER: Sql = Sql::both("delete from register where account = $1");
static FORGET_LABELS: Sql = Sql::both("update secret set name = '' where account = $1");
static FORGET_DRAFTS: Sql = Sql::both("delete from draft where account = $1");
static FORGET_SETTINGS: Sql = Sql::both("delete from setting where account = $1");
static LEAVE: Sql = Sql::both("delete from membership where account = $1");

fn one(account: vermilion_model::AccountNo, guard: Stmt, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Account, account.0.to_be_bytes())],
        guards: vec![guard],
        writes,
        subjects: format!("account:{}", account.0),
    }
}

pub(super) fn frozen(act: &AccountFrozen, at: Time) -> Parts {
    one(act.account, stmt!(FREEZE, act.account, at), Vec::new())
}

pub(super) fn unfrozen(act: &AccountUnfrozen) -> Parts {
    one(act.account, stmt!(UNFREEZE, act.account), Vec::new())
}

pub(super) fn closing(act: &AccountClosing, at: Time) -> Parts {
    one(act.account, stmt!(BEGIN_CLOSING, act.account, at, act.until), Vec::new())
}

pub(super) fn kept(act: &AccountKept) -> Parts {
    one(act.account, stmt!(KEEP, act.account), Vec::new())
}

pub(super) fn erased(act: &AccountErased, at: Time) -> Parts {
    let (no, nothing) = (act.account, Vec::<u8>::new());
    let writes = vec![
        stmt!(DESTROY_KEY, no),
        stmt!(EMPTY_PETITIONS, no, nothing.clone()),
        stmt!(FORGET_REGISTER, no),
        stmt!(FORGET_LABELS, no),
        stmt!(FORGET_DRAFTS, no),
        stmt!(FORGET_SETTINGS, no),
        stmt!(LEAVE, no),
        stmt!(FORGET_ANSWERS),
    ];
    one(no, stmt!(ERASE, no, at, nothing), writes)
}
