//! Statements of facts about delegations. An offer is a pending revision without a case.

use vermilion_model::fact::{DelegationAccepted, DelegationOffered, OfferEnded};
use vermilion_model::{Effect, Giver, Time};

use super::authorization::{ADD_REVISION, Opening, close_revision, numbers, one, open_case, put_in_force};
use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static MAKE: Sql = Sql::both(
    "insert into authz (id, account, giver, version, revisions, pending_revision, created_at) \
     values ($1, $2, $3, 1, $4, $5, $6) on conflict do nothing",
);
static OFFER: Sql = Sql::both(
    "update authz set version = version + 1, revisions = $3, pending_revision = $4 \
     where id = $1 and version = $2 and revoked_at is null and pending_revision is null",
);
// Exclusive sets and the number of providers span all that one account gave: its row is the root.
static HOLD_GIVER: Sql = Sql::both(
    "update account set version = version + 1 where no = $1 and version = $2 and closed_at is null",
);
static TAKE: Sql = Sql::both(
    "update authz set effective_revision = $2, effective_at = $3, until = $4, pending_revision = null, \
     version = version + 1 \
     where id = $1 and pending_revision = $2 and pending_case is null and revoked_at is null",
);
static TAKE_TO_REVIEW: Sql = Sql::both(
    "update authz set pending_case = $3, version = version + 1 \
     where id = $1 and pending_revision = $2 and pending_case is null and revoked_at is null",
);
static END: Sql = Sql::both(
    "update authz set pending_revision = null, version = version + 1 \
     where id = $1 and pending_revision = $2 and pending_case is null",
);

pub(super) fn offered(act: &DelegationOffered, at: Time) -> Parts {
    let guard = if act.version == 0 {
        stmt!(MAKE, act.authorization, act.account, act.giver, act.number, act.revision, at)
    } else {
        stmt!(OFFER, act.authorization, act.version, act.number, act.revision)
    };
    let revision = stmt!(
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
    );
    let parts = one(act.authorization, vec![guard], vec![revision]);
    Parts {
        subjects: format!("account:{} account:{} {}", act.giver.0, act.account.0, parts.subjects),
        ..parts
    }
}

pub(super) fn accepted(act: &DelegationAccepted, at: Time) -> Parts {
    let (take, writes) = taken(act, at);
    let mut parts =
        one(act.authorization, vec![stmt!(HOLD_GIVER, act.giver, act.giver_version), take], writes);
    parts.keys.insert(0, key(Table::Account, act.giver.0.to_be_bytes()));
    parts.subjects = format!("account:{} account:{} {}", act.giver.0, act.account.0, parts.subjects);
    parts
}

fn taken(act: &DelegationAccepted, at: Time) -> (Stmt, Vec<Stmt>) {
    let (Some(case), Some(due_at)) = (act.case, act.due_at) else {
        let take = stmt!(TAKE, act.authorization, act.revision, at, act.until);
        return (take, put_in_force(act.authorization, act.revision, act.capabilities, at));
    };
    let effect = Effect::Revision {
        authorization: act.authorization,
        revision: act.revision,
        account: act.account,
        giver: Giver::Account(act.giver),
        capabilities: act.capabilities,
        until: act.until,
    };
    let opening = Opening {
        case,
        // The document is the giver's.
        account: act.giver,
        revision: act.revision,
        review: act.review,
        due_at,
        applicant: act.applicant,
    };
    let take = stmt!(TAKE_TO_REVIEW, act.authorization, act.revision, case);
    (take, vec![open_case(&opening, &effect, at)])
}

pub(super) fn ended(act: &OfferEnded, at: Time) -> Parts {
    let guard = stmt!(END, act.authorization, act.revision);
    one(act.authorization, vec![guard], vec![close_revision(act.revision, act.how.word(), at)])
}
