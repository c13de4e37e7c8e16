//! Statements about development settings and planned ends of secrets.

use serde::Serialize;
use vermilion_model::fact::{
    AllowListSet, MessagePushSet, SecretReplaced, SecretRetirementPlanned, ServerDomainsSet,
};
use vermilion_model::{AccountNo, Time};

use super::{Parts, Table, account, key, quota, stmt};
use crate::{Sql, Stmt, Value};

static MAKE: Sql = Sql::both(
    "insert into setting (account, kind, version, value, sealed, saved_at) values ($1, $2, 1, $3, $4, $5) \
     on conflict do nothing",
);
static SAVE: Sql = Sql::both(
    "update setting set version = version + 1, value = $3, sealed = $4, saved_at = $5 \
     where account = $1 and kind = $2 and version = $6",
);
// Another one must go on working without an end in sight.
static PLAN: Sql = Sql::both(
    "insert into secret_plan (account, secret, retires_at) select $1, s.no, $3 from secret s \
     where s.account = $1 and s.no = $2 and s.retired_at is null and exists (select 1 from secret o \
     where o.account = $1 and o.no <> $2 and o.retired_at is null and not exists \
     (select 1 from secret_plan p where p.account = $1 and p.secret = o.no)) \
     on conflict (account, secret) do update set retires_at = excluded.retires_at",
);
static UNPLAN: Sql = Sql::both("delete from secret_plan where account = $1 and secret = $2");
static RETIRE_LEAKED: Sql =
    Sql::both("update secret set retired_at = $3 where account = $1 and no = $2 and retired_at is null");

/// A setting's kind, as its row names it.
pub const ALLOW_LIST: &str = "allow_list";
/// A setting's kind, as its row names it.
pub const SERVER_DOMAINS: &str = "server_domains";
/// A setting's kind, as its row names it.
pub const MESSAGE_PUSH: &str = "message_push";

/// One setting as it is saved.
struct Saved<'a, T> {
    account: AccountNo,
    kind: &'static str,
    version: i64,
    value: &'a T,
    sealed: Option<&'a [u8]>,
}

impl<T: Serialize> Saved<'_, T> {
    fn guard(&self, at: Time) -> Stmt {
        let value = serde_json::to_string(self.value).unwrap_or_default();
        let sealed = self.sealed.map_or(Value::Null, Value::from);
        if self.version == 0 {
            stmt!(MAKE, self.account, self.kind, value, sealed, at)
        } else {
            stmt!(SAVE, self.account, self.kind, value, sealed, at, self.version)
        }
    }
}

fn about(account: AccountNo, guards: Vec<Stmt>, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Account, account.0.to_be_bytes())],
        guards,
        writes,
        subjects: format!("account:{}", account.0),
    }
}

pub(super) fn allow_list(act: &AllowListSet, at: Time) -> Parts {
    let (account, version, value) = (act.account, act.version, &act.list);
    let saved = Saved { account, kind: ALLOW_LIST, version, value, sealed: None };
    about(account, vec![saved.guard(at)], Vec::new())
}

pub(super) fn server_domains(act: &ServerDomainsSet, at: Time) -> Parts {
    let (account, version, value) = (act.account, act.version, &act.domains);
    let saved = Saved { account, kind: SERVER_DOMAINS, version, value, sealed: None };
    let count = quota::count_of_month((account, SERVER_DOMAINS), act.month, act.most);
    about(account, vec![saved.guard(at), count], Vec::new())
}

pub(super) fn message_push(act: &MessagePushSet, at: Time) -> Parts {
    let (account, version, value) = (act.account, act.version, &act.push);
    let sealed = Some(act.sealed.as_slice());
    let saved = Saved { account, kind: MESSAGE_PUSH, version, value, sealed };
    about(account, vec![saved.guard(at)], Vec::new())
}

pub(super) fn retirement_planned(act: &SecretRetirementPlanned) -> Parts {
    let guard = match act.at {
        Some(at) => stmt!(PLAN, act.account, act.secret, at),
        None => stmt!(UNPLAN, act.account, act.secret),
    };
    about(act.account, vec![account::change(act.account), guard], Vec::new())
}

pub(super) fn replaced(act: &SecretReplaced, at: Time) -> Parts {
    let guards = vec![
        account::next_secret(act.account, act.secret),
        stmt!(RETIRE_LEAKED, act.account, act.leaked, at),
    ];
    let mut writes = account::end_tokens(act.account, act.leaked);
    writes.push(account::add_secret(act.account, act.secret, &act.digest, &act.name, at));
    about(act.account, guards, writes)
}
