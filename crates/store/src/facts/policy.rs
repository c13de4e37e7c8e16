//! Statements of facts about the platform's own rules and its catalogue.

use vermilion_model::Time;
use vermilion_model::fact::{CatalogueApplied, PolicyDisabled, PolicyEnabled, PolicySaved};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static MAKE: Sql = Sql::both(
    "insert into policy (id, version, enabled, changed_at) values ($1, $2, $3, $4) \
     on conflict (id) do update set version = excluded.version, changed_at = excluded.changed_at \
     where policy.version = 0",
);
static SAVE: Sql =
    Sql::both("update policy set version = $2, changed_at = $3 where id = $1 and version = $2 - 1");
static ADD_VERSION: Sql = Sql::both(
    "insert into policy_version (id, version, text, saved_at, saved_by) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);
static SWITCH: Sql = Sql::both(
    "insert into policy (id, version, enabled, changed_at) values ($1, 0, $2, $3) \
     on conflict (id) do update set enabled = excluded.enabled, changed_at = excluded.changed_at \
     where policy.enabled is distinct from excluded.enabled",
);

// Of two that follow one version, one is applied.
static APPLY: Sql = Sql::both(
    "insert into catalogue (version, before, text, applied_at, applied_by) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);

fn one(policy: &str, guard: Stmt, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, format!("policy:{policy}").as_bytes())],
        guards: vec![guard],
        writes,
        subjects: format!("policy:{policy}"),
    }
}

pub(super) fn saved(act: &PolicySaved, at: Time) -> Parts {
    let guard = if act.version == 1 {
        stmt!(MAKE, act.policy.as_str(), act.version, act.enabled, at)
    } else {
        stmt!(SAVE, act.policy.as_str(), act.version, at)
    };
    let version = stmt!(ADD_VERSION, act.policy.as_str(), act.version, act.text.as_str(), at, act.by);
    one(&act.policy, guard, vec![version])
}

pub(super) fn enabled(act: &PolicyEnabled, at: Time) -> Parts {
    one(&act.policy, stmt!(SWITCH, act.policy.as_str(), Some(act.version), at), Vec::new())
}

pub(super) fn disabled(act: &PolicyDisabled, at: Time) -> Parts {
    one(&act.policy, stmt!(SWITCH, act.policy.as_str(), None::<i64>, at), Vec::new())
}

pub(super) fn catalogue_applied(act: &CatalogueApplied, at: Time) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, b"catalogue".as_slice())],
        guards: vec![stmt!(APPLY, act.version, act.before, act.text.as_str(), at, act.by)],
        writes: Vec::new(),
        subjects: format!("catalogue:{}", act.version),
    }
}
