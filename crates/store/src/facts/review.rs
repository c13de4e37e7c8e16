//! Statements of facts about review cases. The desk knows cases; what an effect writes stands
//! with what it is about.

use vermilion_model::fact::{
    CaseAnswered, CaseAppealed, CaseApproved, CaseAsked, CaseEscalated, CaseLapsed, CaseMessageWritten,
    CaseRejected, CaseSeconded, KeptDraft, PetitionSubmitted,
};
use vermilion_model::{
    AccountNo, Case, CaseMessage, CheckVerdict, Effect, EvidenceFile, Id, Member, MessageKind, Petition, Time,
};

use super::evidence::{Named, attached, attached_to_appeal};
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
    "update review_case set version = version + 1, first_by = $3, checks = $4, taken_by = null, \
     taken_until = null where id = $1 and version = $2 and state = 'open'",
);
static APPROVE: Sql = Sql::both(
    "update review_case set version = version + 1, state = 'approved', decided_by = $3, decided_at = $4, \
     checks = $5 where id = $1 and version = $2 and state = 'open'",
);
static REJECT: Sql = Sql::both(
    "update review_case set version = version + 1, state = 'rejected', decided_by = $3, decided_at = $4, \
     reasons = $5, sealed_text = $6, checks = $7 where id = $1 and version = $2 and state = 'open'",
);
static ASK: Sql = Sql::both(
    "update review_case set version = version + 1, asked_at = $4, asked_by = $3, taken_by = null, \
     taken_until = null where id = $1 and version = $2 and state = 'open' and asked_at is null",
);
// What was escalated stays so where the time that passed stays passed.
static ANSWER: Sql = Sql::both(
    "update review_case set version = version + 1, asked_at = null, due_at = $3, \
     waited = coalesce(waited, 0) + $4, escalated_at = case when due_at = $3 then escalated_at end \
     where id = $1 and asked_at = $2 and state = 'open'",
);
static SAY: Sql = Sql::both(
    "insert into case_message (id, review_case, kind, author, pointer, at, sealed) \
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
static LAPSE: Sql = Sql::both(
    "update review_case set version = version + 1, state = 'lapsed', decided_at = $3 \
     where id = $1 and asked_at = $2 and state = 'open'",
);
static KEEP_DRAFT: Sql = Sql::both(
    "insert into draft (id, account, authz, version, sealed, saved_at, saved_by) \
     values ($1, $2, $3, 1, $4, $5, $6) on conflict do nothing",
);
static APPEAL: Sql = Sql::both(
    "update review_case set version = version + 1, appealed_by = $2 \
     where id = $1 and state = 'rejected' and appealed_by is null and appeal_of is null",
);
static OPEN_APPEAL: Sql = Sql::both(
    "insert into review_case (id, kind, account, revision, version, state, review, effect, opened_at, due_at, \
     applicant, appeal_of) select $2, kind, account, revision, 1, 'open', $3, effect, $4, $5, $6, id \
     from review_case where id = $1",
);
// The decision has its own.
static FORGET_CHECKS: Sql = Sql::both("delete from case_check where review_case = $1");
static ESCALATE: Sql = Sql::both(
    "update review_case set escalated_at = $3 where id = $1 and due_at = $2 and state = 'open' \
     and asked_at is null and escalated_at is null",
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

fn drop_petition(
    parts: &mut Parts,
    (effect, petition): (&Effect, Id<Petition>),
    outcome: &'static str,
    at: Time,
) {
    let account = effect.account();
    let guards = vec![petition::living(account), petition::decide(petition, outcome, at)];
    about_account(parts, account, guards);
    parts.writes = petition::let_go(account, petition);
}

/// As facts write them.
fn checks(checks: &[CheckVerdict]) -> String {
    serde_json::to_string(checks).unwrap_or_default()
}

pub(super) fn seconded(act: &CaseSeconded) -> Parts {
    Parts {
        guards: vec![stmt!(SECOND, act.case, act.version, act.by, checks(&act.checks))],
        ..case_parts(act.case)
    }
}

pub(super) fn approved(act: &CaseApproved, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    parts.guards.push(stmt!(APPROVE, act.case, act.version, act.by, at, checks(&act.checks)));
    match &act.effect {
        Effect::Revision { authorization, revision, capabilities, until, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::take_effect(*authorization, *revision, *until, at));
            parts.writes = authorization::put_in_force(*authorization, *revision, *capabilities, at);
            parts.subjects =
                format!("account:{} authorization:{authorization} {}", account.0, parts.subjects);
        }
        Effect::Register { petition, .. }
        | Effect::Verification { petition, .. }
        | Effect::Registration { petition, .. } => {
            approve_petition(&mut parts, &act.effect, *petition, at);
        }
    }
    parts.writes.push(stmt!(FORGET_CHECKS, act.case));
    parts
}

pub(super) fn rejected(act: &CaseRejected, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    let reasons = serde_json::to_string(&act.reasons).unwrap_or_default();
    let (text, checks) = (act.sealed_text.as_slice(), checks(&act.checks));
    parts.guards.push(stmt!(REJECT, act.case, act.version, act.by, at, reasons, text, checks));
    match &act.effect {
        Effect::Revision { authorization, revision, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::unsubmit(*authorization, *revision));
            parts.writes.push(authorization::close_revision(*revision, "rejected", at));
            parts.subjects =
                format!("account:{} authorization:{authorization} {}", account.0, parts.subjects);
        }
        Effect::Register { petition, .. }
        | Effect::Verification { petition, .. }
        | Effect::Registration { petition, .. } => {
            drop_petition(&mut parts, (&act.effect, *petition), "rejected", at);
        }
    }
    if let Some(sent) = &act.attached {
        let said = Said { case: act.case, message: sent.message, kind: MessageKind::Rejection, by: act.by };
        parts.writes.push(said.write("", at, &sent.sealed));
        attached(&said.naming(&sent.files), &mut parts);
    }
    parts.writes.push(stmt!(FORGET_CHECKS, act.case));
    parts
}

pub(super) fn asked(act: &CaseAsked, at: Time) -> Parts {
    let said = Said { case: act.case, message: act.message, kind: MessageKind::Question, by: act.by };
    let mut parts = Parts {
        guards: vec![stmt!(ASK, act.case, act.version, act.by, at)],
        writes: vec![said.write(&act.pointer, at, &act.sealed)],
        ..case_parts(act.case)
    };
    attached(&said.naming(&act.files), &mut parts);
    parts
}

pub(super) fn answered(act: &CaseAnswered, at: Time) -> Parts {
    let said = Said { case: act.case, message: act.message, kind: MessageKind::Answer, by: act.by };
    let mut parts = Parts {
        guards: vec![stmt!(ANSWER, act.case, act.asked_at, act.due_at, act.waited)],
        writes: vec![said.write("", at, &act.sealed)],
        ..case_parts(act.case)
    };
    attached(&said.naming(&act.files), &mut parts);
    parts
}

pub(super) fn message_written(act: &CaseMessageWritten, at: Time) -> Parts {
    let said = Said { case: act.case, message: act.message, kind: act.kind, by: act.by };
    let mut parts = Parts { guards: vec![said.write("", at, &act.sealed)], ..case_parts(act.case) };
    attached(&said.naming(&act.files), &mut parts);
    parts
}

/// A message about to be written down.
struct Said {
    case: Id<Case>,
    message: Id<CaseMessage>,
    kind: MessageKind,
    by: Id<Member>,
}

impl Said {
    fn write(&self, pointer: &str, at: Time, sealed: &[u8]) -> Stmt {
        stmt!(SAY, self.message, self.case, self.kind.word(), self.by, pointer, at, sealed)
    }

    fn naming<'a>(&self, files: &'a [Id<EvidenceFile>]) -> Named<'a> {
        Named { case: self.case, message: self.message, by: self.by, files }
    }
}

pub(super) fn lapsed(act: &CaseLapsed, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    parts.guards.push(stmt!(LAPSE, act.case, act.asked_at, at));
    match &act.effect {
        Effect::Revision { authorization, revision, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::unsubmit(*authorization, *revision));
            parts.writes.push(authorization::leave_revision(*revision, act.case, "lapsed", at));
            parts.subjects =
                format!("account:{} authorization:{authorization} {}", account.0, parts.subjects);
        }
        Effect::Register { petition, .. }
        | Effect::Verification { petition, .. }
        | Effect::Registration { petition, .. } => {
            drop_petition(&mut parts, (&act.effect, *petition), "lapsed", at);
        }
    }
    parts.writes.extend(act.kept.as_ref().map(|kept| keep_draft(kept, at)));
    parts
}

fn keep_draft(kept: &KeptDraft, at: Time) -> Stmt {
    let sealed = kept.sealed.as_slice();
    stmt!(KEEP_DRAFT, kept.draft, kept.account, kept.authorization, sealed, at, kept.by)
}

pub(super) fn escalated(act: &CaseEscalated, at: Time) -> Parts {
    Parts { guards: vec![stmt!(ESCALATE, act.case, act.due_at, at)], ..case_parts(act.case) }
}

pub(super) fn appealed(act: &CaseAppealed, at: Time) -> Parts {
    let mut parts = case_parts(act.case);
    parts.guards.push(stmt!(APPEAL, act.case, act.appeal));
    match &act.effect {
        Effect::Revision { authorization, revision, account, .. } => {
            parts.keys.push(key(Table::Authorization, authorization.bytes().as_slice()));
            parts.guards.push(authorization::resubmit(*authorization, *revision, act.appeal));
            parts.writes.push(authorization::reopen_revision(*revision));
            parts.subjects = format!(
                "account:{} authorization:{authorization} {} case:{}",
                account.0, parts.subjects, act.appeal
            );
        }
        Effect::Register { account, petition, .. }
        | Effect::Verification { account, petition, .. }
        | Effect::Registration { account, petition } => {
            let guards = vec![petition::living(*account), petition::reopen(*petition, act.appeal)];
            about_account(&mut parts, *account, guards);
            parts.subjects = format!("{} case:{}", parts.subjects, act.appeal);
        }
    }
    let said = Said { case: act.appeal, message: act.grounds, kind: MessageKind::Grounds, by: act.by };
    let word = act.review.word();
    parts.writes.push(stmt!(OPEN_APPEAL, act.case, act.appeal, word, at, act.due_at, act.by));
    parts.writes.push(said.write("", at, &act.sealed));
    attached_to_appeal(&Named { case: act.case, ..said.naming(&act.files) }, act.appeal, &mut parts);
    parts
}
