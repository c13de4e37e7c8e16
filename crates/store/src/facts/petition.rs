//! Statements of facts about petitions: changes of the register, verification of the subject.

use vermilion_model::fact::{PetitionSubmitted, PetitionWithdrawn};
use vermilion_model::{AccountNo, Case, Effect, Id, Petition, RegisterField, ReviewClass, SubjectType, Time};

use super::{Parts, Table, account, evidence, key, review, stmt};
use crate::{Sql, Stmt};

// The account's version is the guard of its limits: who counted before somebody else's change counts again.
static COUNTED: Sql = Sql::both(
    "update account set version = version + 1 \
     where no = $1 and version = $2 and closed_at is null and closing_until is null",
);
static LIVING: Sql =
    Sql::both("update account set version = version + 1 where no = $1 and closed_at is null");
static SUBMIT: Sql = Sql::both(
    "insert into petition (id, account, kind, sealed, document, digest, submitted_at, submitted_by, review_case, \
     outcome, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
);
static DECIDE: Sql =
    Sql::both("update petition set outcome = $2, decided_at = $3 where id = $1 and outcome is null");
// The account is locked: nothing newer of its kind can come between.
static REOPEN: Sql = Sql::both(
    "update petition set outcome = null, decided_at = null, review_case = $2 \
     where id = $1 and outcome = 'rejected' and not exists (select 1 from petition newer \
     where newer.account = petition.account and newer.kind = petition.kind \
     and newer.submitted_at > petition.submitted_at)",
);
// A digest of what did not come to hold says something of its applicant for nothing.
static FORGET_DIGEST: Sql = Sql::both("update petition set digest = null where id = $1");
static PUT: Sql = Sql::both(
    "insert into register (account, field, petition, since) values ($1, $2, $3, $4) \
     on conflict (account, field) do update set petition = excluded.petition, since = excluded.since",
);
static RENAME: Sql =
    Sql::both("update account set name_digest = (select digest from petition where id = $2) where no = $1");
static LET_OLD_NAMES_GO: Sql = Sql::both(
    "delete from held_name where account = $1 and digest <> (select digest from petition where id = $2)",
);
static LET_NAME_GO: Sql = Sql::both(
    "delete from held_name where account = $1 and digest = (select digest from petition where id = $2) \
     and digest <> (select name_digest from account where no = $1)",
);
static ADMIT: Sql = Sql::both(
    "update account set pending_since = null, version = version + 1 \
     where no = $1 and pending_since is not null and closed_at is null",
);
static LOCK_SUBJECT: Sql = Sql::both(
    "insert into subject (digest, version) select digest, 1 from petition where id = $1 and digest is not null \
     on conflict (digest) do update set version = subject.version + 1",
);
static VERIFY: Sql = Sql::both(
    "update account set subject = (select digest from petition where id = $2), subject_type = $3, \
     verified_at = $4, verified_until = $5, verification = $2, version = version + 1 \
     where no = $1 and closed_at is null and (select count(*) from account other \
     where other.subject = (select digest from petition where id = $2) and other.no <> $1 \
     and other.closed_at is null and case when other.type in ('service_account', 'subscription_account') \
     then 'official' else other.type end = case when account.type in ('service_account', 'subscription_account') \
     then 'official' else account.type end) < $6",
);

pub(super) fn submitted(act: &PetitionSubmitted, at: Time) -> Parts {
    let (no, kind) = (act.effect.account(), act.effect.kind());
    let mut parts = Parts {
        keys: vec![key(Table::Account, no.0.to_be_bytes())],
        guards: vec![stmt!(COUNTED, no, act.row.version)],
        writes: Vec::new(),
        subjects: format!("account:{}", no.0),
    };
    if let (Effect::Register { field: RegisterField::Name, .. }, Some(digest)) =
        (&act.effect, &act.row.digest)
    {
        parts.keys.push(key(Table::HeldName, digest.as_slice()));
        parts.guards.push(account::hold_name(digest, no, at));
    }
    let Some(petition) = act.effect.petition() else { return parts };
    // A case finds its files by what it is about, be that a revision or a petition.
    let about = Id::from_bytes(*petition.bytes());
    parts.writes.extend(act.evidence.iter().map(|file| evidence::used(about, *file)));
    let at_once = matches!(act.review, ReviewClass::None | ReviewClass::Automatic);
    parts.guards.push(stmt!(
        SUBMIT,
        petition,
        no,
        kind.word(),
        act.row.sealed.as_slice(),
        act.document,
        act.row.digest.clone(),
        at,
        act.by,
        act.case,
        at_once.then_some("approved"),
        at_once.then_some(at),
    ));
    if at_once {
        let held = hold(&act.effect, at);
        parts.guards.extend(held.guards);
        parts.writes.extend(held.writes);
    } else if let Some(case) = act.case {
        parts.writes.push(review::open_case(case, &act.effect, petition.bytes(), act, at));
        parts.subjects = format!("{} case:{case}", parts.subjects);
    }
    parts
}

pub(super) fn withdrawn(act: &PetitionWithdrawn, at: Time) -> Parts {
    let mut writes = let_go(act.account, act.petition);
    writes.push(review::close_case(act.case, at));
    Parts {
        keys: vec![key(Table::Account, act.account.0.to_be_bytes())],
        guards: vec![stmt!(LIVING, act.account), decide(act.petition, "withdrawn", at)],
        writes,
        subjects: format!("account:{} case:{}", act.account.0, act.case),
    }
}

/// What an effect on an account puts in force: its guards come before the case's own.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) guards: Vec<Stmt>,
    pub(super) writes: Vec<Stmt>,
}

/// The statements of an effect that comes to hold; none for a revision's.
pub(super) fn hold(effect: &Effect, at: Time) -> Held {
    match effect {
        Effect::Revision { .. } => Held::default(),
        Effect::Register { account, petition, field } => {
            Held { guards: vec![stmt!(LIVING, *account)], writes: put(*account, *field, *petition, at) }
        }
        Effect::Verification { account, petition, subject, days, limit } => Held {
            guards: vec![
                stmt!(LOCK_SUBJECT, *petition),
                verify((*account, *petition), *subject, (at, *days), *limit),
            ],
            writes: Vec::new(),
        },
        Effect::Registration { account, .. } => {
            Held { guards: vec![stmt!(ADMIT, *account)], writes: Vec::new() }
        }
    }
}

fn put(account: AccountNo, field: RegisterField, petition: Id<Petition>, at: Time) -> Vec<Stmt> {
    let mut writes = vec![stmt!(PUT, account, field.word(), petition, at)];
    if field == RegisterField::Name {
        writes.extend([stmt!(RENAME, account, petition), stmt!(LET_OLD_NAMES_GO, account, petition)]);
    }
    writes
}

fn verify(
    (account, petition): (AccountNo, Id<Petition>),
    subject: SubjectType,
    (at, days): (Time, u32),
    limit: u32,
) -> Stmt {
    let until = at.plus(vermilion_model::Span::days(i64::from(days)));
    stmt!(VERIFY, account, petition, subject.word(), at, until, limit)
}

/// The guard of a decision: nobody decided or withdrew it before.
pub(super) fn decide(petition: Id<Petition>, outcome: &'static str, at: Time) -> Stmt {
    stmt!(DECIDE, petition, outcome, at)
}

/// The guard of an appeal: what was rejected waits again, under its new case.
pub(super) fn reopen(petition: Id<Petition>, appeal: Id<Case>) -> Stmt {
    stmt!(REOPEN, petition, appeal)
}

/// What does not come to hold lets go of the name it asked for.
pub(super) fn let_go(account: AccountNo, petition: Id<Petition>) -> Vec<Stmt> {
    vec![stmt!(LET_NAME_GO, account, petition), stmt!(FORGET_DIGEST, petition)]
}

/// The guard of what happens to an account's petitions.
pub(super) fn living(account: AccountNo) -> Stmt {
    stmt!(LIVING, account)
}
