//! Statements of facts about review cases. The desk knows cases; what an effect writes stands
//! with what it is about.

use vermilion_model::fact::{CaseApproved, CaseRejected, CaseSeconded, PetitionSubmitted};
use vermilion_model::{AccountNo, Case, Effect, Id, Petition, Time};

use super::{Parts, Table, authorization, key, petition, stmt};
use crate::{Sql, Stmt};

static OPEN_CASE: Sql = Sql::both(
    "insert into review_case (id, kind, account, revision, version, state, review, effect, opened_at, due_at, \
     applicant) values ($1, $2, $3, $4, 1, 'open', $5, $6, $7, $8, $9)",
);
static CLOSE_CASE: Sql = Sql::both(
    "update review_case set state = 'withdrawn', version = version + 1, decided_at = $2 \
     where id = $1 and state = 'open'",
);

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

/// A case about a petition; what it is about stands where a revision would.
pub(super) fn open_case(
    case: Id<Case>,
    effect: &Effect,
    about: &[u8; 16],
    act: &PetitionSubmitted,
    at: Time,
) -> Stmt {
    stmt!(
        OPEN_CASE,
        case,
        effect.kind().word(),
        effect.account(),
        *about,
        act.review.word(),
        serde_json::to_string(effect).unwrap_or_default(),
        at,
        act.due_at,
        act.by
    )
}

/// A case ends with what it was about.
pub(super) fn close_case(case: Id<Case>, at: Time) -> Stmt {
    stmt!(CLOSE_CASE, case, at)
}

/// A decision on a petition: the account is locked first, as every node does.
fn about_account(parts: &mut Parts, no: AccountNo, guards: Vec<Stmt>) {
    parts.keys.insert(0, key(Table::Account, no.0.to_be_bytes()));
    parts.guards.splice(0..0, guards);
    parts.subjects = format!("account:{} {}", no.0, parts.subjects);
}

fn approve_petition(parts: &mut Parts, effect: &Effect, petition: Id<Petition>, at: Time) {
    let mut held = petition::hold(effect, at);
    held.guards.push(petition::decide(petition, "approved", at));
    about_account(parts, effect.account(), held.guards);
    parts.writes = held.writes;
}

fn reject_petition(parts: &mut Parts, effect: &Effect, petition: Id<Petition>, at: Time) {
    let account = effect.account();
    let guards = vec![petition::living(account), petition::decide(petition, "rejected", at)];
    about_account(parts, account, guards);
    parts.writes = petition::let_go(account, petition);
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
        Effect::Register { petition, .. } | Effect::Verification { petition, .. } => {
            approve_petition(&mut parts, &act.effect, *petition, at);
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
        Effect::Register { petition, .. } | Effect::Verification { petition, .. } => {
            reject_petition(&mut parts, &act.effect, *petition, at);
        }
    }
    parts
}
