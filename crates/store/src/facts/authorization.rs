//! Statements of facts about authorizations.

use vermilion_model::fact::{
    AuthorizationRestored, AuthorizationRevoked, AuthorizationSuspended, CapabilitiesGivenUp,
    RevisionSubmitted, SubmissionWithdrawn,
};
use vermilion_model::{
    AccountNo, Authorization, Capabilities, CapabilityNo, Case, Effect, Id, Member, ReviewClass, Revision,
    Time,
};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static MAKE: Sql = Sql::both(
    "insert into authz (id, account, giver, version, revisions, pending_revision, pending_case, created_at) \
     values ($1, $2, $3, 1, $4, $5, $6, $7) on conflict do nothing",
);
static SUBMIT: Sql = Sql::both(
    "update authz set version = version + 1, revisions = $3, pending_revision = $4, pending_case = $5 \
     where id = $1 and version = $2 and revoked_at is null and pending_revision is null",
);
static CONSUME_DRAFT: Sql = Sql::both("delete from draft where id = $1 and version = $2");
pub(super) static ADD_REVISION: Sql = Sql::both(
    "insert into revision (id, authz, number, capabilities, until, document, sealed, submitted_at, submitted_by) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
static OPEN_CASE: Sql = Sql::both(
    "insert into review_case (id, kind, account, revision, version, state, review, effect, opened_at, due_at, \
     applicant) values ($1, $2, $3, $4, 1, 'open', $5, $6, $7, $8, $9)",
);
static UNSUBMIT: Sql = Sql::both(
    "update authz set version = version + 1, pending_revision = null, pending_case = null \
     where id = $1 and pending_revision = $2",
);
static CLOSE_CASE: Sql = Sql::both(
    "update review_case set state = 'withdrawn', version = version + 1, decided_at = $2 \
     where id = $1 and state = 'open'",
);
static GIVE_UP: Sql = Sql::both(
    "update authz set version = version + 1 \
     where id = $1 and revoked_at is null and effective_revision is not null",
);
static DROP_CAPABILITY: Sql = Sql::both("delete from authz_capability where authz = $1 and capability = $2");
static DROP_ALL: Sql = Sql::both("delete from authz_capability where authz = $1");
static ADD_CAPABILITY: Sql =
    Sql::both("insert into authz_capability (authz, capability) values ($1, $2) on conflict do nothing");
static REVOKE: Sql = Sql::both(
    "update authz set revoked_at = $2, version = version + 1, pending_revision = null, pending_case = null \
     where id = $1 and revoked_at is null",
);
static CLOSE_WAITING: Sql = Sql::both(
    "update revision set outcome = 'withdrawn', decided_at = $2 where authz = $1 and outcome is null",
);
static TAKE_EFFECT: Sql = Sql::both(
    "update authz set effective_revision = $2, effective_at = $3, until = $4, pending_revision = null, \
     pending_case = null, version = version + 1 \
     where id = $1 and pending_revision = $2 and revoked_at is null",
);
// Of an appeal that the applicant takes back or leaves, the rejection stands.
static LEAVE_REVISION: Sql = Sql::both(
    "update revision set decided_at = $4, outcome = case when exists \
     (select 1 from review_case c where c.id = $2 and c.appeal_of is not null) then 'rejected' else $3 end \
     where id = $1 and outcome is null",
);
// Nothing newer was submitted, and nothing waits.
static RESUBMIT: Sql = Sql::both(
    "update authz set version = version + 1, pending_revision = $2, pending_case = $3 \
     where id = $1 and revoked_at is null and pending_revision is null \
     and revisions = (select number from revision where id = $2)",
);
static REOPEN_REVISION: Sql =
    Sql::both("update revision set outcome = null, decided_at = null where id = $1 and outcome = 'rejected'");
static SUSPEND: Sql = Sql::both(
    "update authz set suspended_at = $2, version = version + 1 \
     where id = $1 and suspended_at is null and revoked_at is null and effective_revision is not null",
);
static RESTORE: Sql = Sql::both(
    "update authz set suspended_at = null, version = version + 1 \
     where id = $1 and suspended_at is not null and revoked_at is null",
);
static CLOSE_REVISION: Sql =
    Sql::both("update revision set outcome = $2, decided_at = $3 where id = $1 and outcome is null");

pub(super) fn one(authorization: Id<Authorization>, guards: Vec<Stmt>, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Authorization, authorization.bytes().as_slice())],
        guards,
        writes,
        subjects: format!("authorization:{authorization}"),
    }
}

pub(super) fn submitted(act: &RevisionSubmitted, at: Time) -> Parts {
    let mut guards = vec![submission(act, at)];
    let mut writes = vec![stmt!(
        ADD_REVISION,
        act.revision,
        act.authorization,
        act.number,
        numbers(act.capabilities),
        act.until,
        act.document,
        act.sealed.as_slice(),
        at,
        act.by
    )];
    writes.extend(act.evidence.iter().map(|file| super::evidence::used(act.revision, *file)));
    match act.review {
        // Nobody reviews it: it is in force with its submission.
        ReviewClass::None | ReviewClass::Automatic => {
            writes.push(take_effect(act.authorization, act.revision, act.until, at));
            writes.extend(put_in_force(act.authorization, act.revision, act.capabilities, at));
        }
        ReviewClass::OnePerson | ReviewClass::TwoPersons => {
            let effect = Effect::Revision {
                authorization: act.authorization,
                revision: act.revision,
                account: act.account,
                giver: act.giver,
                capabilities: act.capabilities,
                until: act.until,
            };
            let opening = Opening {
                case: act.case,
                account: act.account,
                revision: act.revision,
                review: act.review,
                due_at: act.due_at,
                applicant: act.by,
            };
            writes.push(open_case(&opening, &effect, at));
        }
    }
    let mut parts = one(act.authorization, Vec::new(), writes);
    if let Some((draft, version)) = act.draft {
        // The draft first: tables are locked in one order by every node.
        guards.insert(0, stmt!(CONSUME_DRAFT, draft, version));
        parts.keys.insert(0, key(Table::Draft, draft.bytes().as_slice()));
    }
    parts.guards = guards;
    parts.subjects = format!("account:{} {}", act.account.0, parts.subjects);
    parts
}

fn submission(act: &RevisionSubmitted, at: Time) -> Stmt {
    if act.version == 0 {
        stmt!(
            MAKE,
            act.authorization,
            act.account,
            act.giver.number(),
            act.number,
            act.revision,
            act.case,
            at
        )
    } else {
        stmt!(SUBMIT, act.authorization, act.version, act.number, act.revision, act.case)
    }
}

/// A case that comes to the desk.
pub(super) struct Opening {
    pub(super) case: Id<Case>,
    /// Under whose key its document is sealed.
    pub(super) account: AccountNo,
    pub(super) revision: Id<Revision>,
    pub(super) review: ReviewClass,
    pub(super) due_at: Time,
    pub(super) applicant: Id<Member>,
}

pub(super) fn open_case(opening: &Opening, effect: &Effect, at: Time) -> Stmt {
    stmt!(
        OPEN_CASE,
        opening.case,
        effect.kind().word(),
        opening.account,
        opening.revision,
        opening.review.word(),
        serde_json::to_string(effect).unwrap_or_default(),
        at,
        opening.due_at,
        opening.applicant
    )
}

/// The numbers as a JSON list, as facts write them.
pub(super) fn numbers(capabilities: Capabilities) -> String {
    serde_json::to_string(&capabilities).unwrap_or_default()
}

/// The guard of an approval: the revision is still the pending one (I2).
pub(super) fn take_effect(
    authorization: Id<Authorization>,
    revision: Id<Revision>,
    until: Option<Time>,
    at: Time,
) -> Stmt {
    stmt!(TAKE_EFFECT, authorization, revision, at, until)
}

/// What is in force becomes exactly these.
pub(super) fn put_in_force(
    authorization: Id<Authorization>,
    revision: Id<Revision>,
    capabilities: Capabilities,
    at: Time,
) -> Vec<Stmt> {
    let mut writes = vec![stmt!(DROP_ALL, authorization), close_revision(revision, "approved", at)];
    writes.extend(capabilities.iter().map(|CapabilityNo(n)| stmt!(ADD_CAPABILITY, authorization, n)));
    writes
}

/// The guard of a rejection: the revision is still the pending one.
pub(super) fn unsubmit(authorization: Id<Authorization>, revision: Id<Revision>) -> Stmt {
    stmt!(UNSUBMIT, authorization, revision)
}

pub(super) fn close_revision(revision: Id<Revision>, outcome: &'static str, at: Time) -> Stmt {
    stmt!(CLOSE_REVISION, revision, outcome, at)
}

/// How a revision ends that the applicant takes back or leaves.
pub(super) fn leave_revision(
    revision: Id<Revision>,
    case: Id<Case>,
    outcome: &'static str,
    at: Time,
) -> Stmt {
    stmt!(LEAVE_REVISION, revision, case, outcome, at)
}

/// The guard of an appeal: the rejected revision is the newest, and is the pending one again.
pub(super) fn resubmit(authorization: Id<Authorization>, revision: Id<Revision>, case: Id<Case>) -> Stmt {
    stmt!(RESUBMIT, authorization, revision, case)
}

pub(super) fn reopen_revision(revision: Id<Revision>) -> Stmt {
    stmt!(REOPEN_REVISION, revision)
}

pub(super) fn withdrawn(act: &SubmissionWithdrawn, at: Time) -> Parts {
    one(
        act.authorization,
        vec![unsubmit(act.authorization, act.revision)],
        vec![leave_revision(act.revision, act.case, "withdrawn", at), stmt!(CLOSE_CASE, act.case, at)],
    )
}

pub(super) fn suspended(act: &AuthorizationSuspended, at: Time) -> Parts {
    one(act.authorization, vec![stmt!(SUSPEND, act.authorization, at)], Vec::new())
}

pub(super) fn restored(act: &AuthorizationRestored) -> Parts {
    one(act.authorization, vec![stmt!(RESTORE, act.authorization)], Vec::new())
}

// Takes away: guards on the thing still being there and never compares the version.
pub(super) fn given_up(act: &CapabilitiesGivenUp) -> Parts {
    let drops =
        act.given_up.iter().map(|CapabilityNo(n)| stmt!(DROP_CAPABILITY, act.authorization, n)).collect();
    one(act.authorization, vec![stmt!(GIVE_UP, act.authorization)], drops)
}

pub(super) fn revoked(act: &AuthorizationRevoked, at: Time) -> Parts {
    let mut writes = vec![stmt!(DROP_ALL, act.authorization), stmt!(CLOSE_WAITING, act.authorization, at)];
    writes.extend(act.case.map(|case| stmt!(CLOSE_CASE, case, at)));
    one(act.authorization, vec![stmt!(REVOKE, act.authorization, at)], writes)
}
