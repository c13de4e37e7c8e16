//! Statements of facts about host apps.

use vermilion_model::fact::{AccountListed, AccountUnlisted, HostAppMade, HostKeyIssued, HostKeyRevoked};
use vermilion_model::{HostApp, Id, Time};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static MAKE: Sql =
    Sql::both("insert into host_app (id, name, created_at) values ($1, $2, $3) on conflict do nothing");
static ADD_KEY: Sql = Sql::both(
    "insert into host_key (host_app, number, digest, digest_key, created_at) \
     values ($1, $2, $3, $4, $5) on conflict do nothing",
);
static REVOKE_KEY: Sql = Sql::both(
    "update host_key set revoked_at = $3 where host_app = $1 and number = $2 and revoked_at is null",
);
static LIST: Sql =
    Sql::both("insert into listing (host_app, account, since) values ($1, $2, $3) on conflict do nothing");
static UNLIST: Sql = Sql::both("delete from listing where host_app = $1 and account = $2");

fn one(host_app: Id<HostApp>, guard: Stmt) -> Parts {
    Parts {
        keys: vec![key(Table::HostApp, host_app.bytes().as_slice())],
        guards: vec![guard],
        writes: Vec::new(),
        subjects: format!("host_app:{host_app}"),
    }
}

pub(super) fn made(act: &HostAppMade, at: Time) -> Parts {
    one(act.host_app, stmt!(MAKE, act.host_app, act.name.as_str(), at))
}

pub(super) fn key_issued(act: &HostKeyIssued, at: Time) -> Parts {
    let guard = stmt!(ADD_KEY, act.host_app, act.number, act.digest.bytes, act.digest.key, at);
    one(act.host_app, guard)
}

pub(super) fn key_revoked(act: &HostKeyRevoked, at: Time) -> Parts {
    one(act.host_app, stmt!(REVOKE_KEY, act.host_app, act.number, at))
}

pub(super) fn listed(act: &AccountListed, at: Time) -> Parts {
    one(act.host_app, stmt!(LIST, act.host_app, act.account, at))
}

pub(super) fn unlisted(act: &AccountUnlisted) -> Parts {
    one(act.host_app, stmt!(UNLIST, act.host_app, act.account))
}
