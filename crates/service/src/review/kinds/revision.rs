//! Cases about revisions of authorizations.

use vermilion_model::fact::{Act, KeptDraft};
use vermilion_model::{Authorization, Capabilities, Id, Time};
use vermilion_seal::PersonKey;
use vermilion_store::{AuthorizationRow, CaseRow};

use crate::authorizations::{capability_ids, draft_place, open_document};
use crate::{Desk, Failure, Kind};

/// What a revision asks for, beside what is in force.
#[derive(Debug)]
pub struct RevisionAbout {
    /// The authorization.
    pub authorization: Id<Authorization>,
    /// What is asked for.
    pub asked: Vec<String>,
    /// Until when.
    pub asked_until: Option<Time>,
    /// What of it is in force now.
    pub effective: Vec<String>,
    /// Until when.
    pub effective_until: Option<Time>,
}

async fn row(desk: &Desk, id: Id<Authorization>) -> Result<AuthorizationRow, Failure> {
    desk.read.authorization_by_id(id).await?.ok_or(Failure::Missing(Kind::Authorization))
}

pub(super) async fn about(
    desk: &Desk,
    authorization: Id<Authorization>,
    (asked, asked_until): (Capabilities, Option<Time>),
) -> Result<RevisionAbout, Failure> {
    let held = row(desk, authorization).await?.authorization;
    let living = held.effective.filter(|_| held.revoked_at.is_none());
    let (effective, effective_until) =
        living.map_or((Capabilities::NONE, None), |living| (living.capabilities, living.until));
    Ok(RevisionAbout {
        authorization,
        asked: capability_ids(&desk.catalogue, asked),
        asked_until,
        effective: capability_ids(&desk.catalogue, effective),
        effective_until,
    })
}

pub(super) fn kept(
    desk: &Desk,
    key: &PersonKey,
    (row, authorization): (&CaseRow, Id<Authorization>),
    now: Time,
) -> Result<KeptDraft, Failure> {
    let form = open_document(desk, key, row.revision, &row.sealed)?;
    let draft = desk.id(now);
    let sealed = desk.vault.seal(key, draft_place(&draft), &form)?;
    Ok(KeptDraft { draft, account: row.case.account, authorization, by: row.case.applicant, sealed })
}

pub(super) async fn is_newest(
    desk: &Desk,
    case: &CaseRow,
    authorization: Id<Authorization>,
) -> Result<bool, Failure> {
    let held = row(desk, authorization).await?.authorization;
    let newest = desk.read.revisions_of_authorization(authorization).await?.into_iter().next();
    let same = newest.is_some_and(|newest| newest.revision == case.revision);
    Ok(same && held.pending.is_none() && held.revoked_at.is_none())
}

pub(super) async fn withdrawal(desk: &Desk, authorization: Id<Authorization>) -> Result<Act, Failure> {
    Ok(row(desk, authorization).await?.authorization.withdraw_submission()?.into())
}
