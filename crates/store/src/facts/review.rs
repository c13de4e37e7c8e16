//! Statements of facts about review cases. The desk knows cases; what an effect writes stands
//! with what it is about.

use vermilion_model::fact::{CaseApproved, CaseRejected, CaseSeconded};
use vermilion_model::{Case, Effect, Id, Time};

use super::{Parts, Table, authorization, key, stmt};
use crate::Sql;

static SECOND: Sql = Sql::both(
    "update review_case set version = version + 1, first_by = $3, taken_by = null, taken_until = null \
     where id = $1 and version = $2 and state = 'open'",
);
static APPROVE: Sql = Sql::both(
    "update review_case set version = version + 1, state = 'approved', decided_by = $3, decided_at = $4 \
     where id = $1 and version = $2 and state = 'open'",
);
static REJECT: Sql = Sql::both(
    "update review_case set version = version + 1, state = 'rejected', decided_by = $3, decided_at = $4, \
     reasons = $5, sealed_text = $6 where id = $1 and version = $2 and state = 'open'",
);

fn case_parts(case: Id<Case>) -> Parts {
    Parts {
        keys: vec![key(Table::ReviewCase, case.bytes().as_slice())],
        subjects: format!("case:{case}"),
        ..Parts::default()
    }
}

pub(super) fn seconded(act: &CaseSeconded) -> Parts {
    Parts { guards: vec![stmt!(SECOND, act.case, act.version, act.by)], ..case_parts(act.case) }
}

pub(super) fn approved(act: &CaseApproved, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    parts.guards.push(stmt!(APPROVE, act.case, act.version, act.by, at));
    match &act.effect {
        Effect::Revision { authorization, revision, capabilities, until, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::take_effect(*authorization, *revision, *until, at));
            parts.writes = authorization::put_in_force(*authorization, *revision, *capabilities, at);
            parts.subjects =
                format!("account:{} authorization:{authorization} {}", account.0, parts.subjects);
        }
    }
    parts
}

pub(super) fn rejected(act: &CaseRejected, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    let reasons = serde_json::to_string(&act.reasons).unwrap_or_default();
    parts.guards.push(stmt!(REJECT, act.case, act.version, act.by, at, reasons, act.sealed_text.as_slice()));
    match &act.effect {
        Effect::Revision { authorization, revision, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::unsubmit(*authorization, *revision));
            parts.writes.push(authorization::close_revision(*revision, "rejected", at));
            parts.subjects =
                format!("account:{} authorization:{authorization} {}", account.0, parts.subjects);
        }
    }
    parts
}
