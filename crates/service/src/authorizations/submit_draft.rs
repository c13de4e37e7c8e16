//! 提交申请: the draft becomes a revision that waits, and a case on the reviewers' desk; or it is in force
//! at once where nobody reviews what it asks for.

use vermilion_model::fact::Actor;
use vermilion_model::fact::RevisionSubmitted;
use vermilion_model::fact::traffic::Draft;
use vermilion_model::{Authorization, Giver, Id, Refusal, ReviewClass, Seq, Submission, Time};
use vermilion_seal::DigestOf;

use super::checked::{Checked, authorization_row, checked, draft_row};
use super::form::document_place;
use super::read_authorizations::read_authorization;
use super::view::AuthorizationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May, notices};

/// Submits the version that was on the screen, unless something is wrong with it; the draft is consumed.
pub async fn submit_draft(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (id, version): (Id<Draft>, i64),
) -> Result<(Seq, AuthorizationView), Failure> {
    may.standing(desk)?;
    let now = desk.now();
    let checked = checked(desk, may, id, now).await?;
    if checked.row.version != version {
        return Err(Failure::VersionPassed { present: checked.row.version });
    }
    if !checked.verdict.findings.is_empty() {
        let faults = checked.verdict.findings.into_iter().map(|finding| finding.fault).collect();
        return Err(Refusal::Fields(faults).into());
    }
    let authorization = match checked.row.authorization {
        Some(id) => authorization_row(desk, may, id).await?.authorization,
        None => Authorization::new(desk.id(now), may.account(), Giver::Platform),
    };
    let fact = submission(desk, may, (checked, &authorization), now)?;
    let reviewed = matches!(fact.review, ReviewClass::OnePerson | ReviewClass::TwoPersons);
    let case = fact.case;
    let recorded = desk.record(now, Actor::Member(may.by.member), fact).await;
    let seq = match recorded {
        Err(Failure::Stale) => return Err(overtaken(desk, may, (id, version), authorization.id).await?),
        recorded => recorded?,
    };
    if reviewed {
        notices::case_waits(desk, case, may.by.member).await;
    }
    Ok((seq, read_authorization(desk, may, authorization.id).await?))
}

fn submission(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (checked, authorization): (Checked, &Authorization),
    now: Time,
) -> Result<RevisionSubmitted, Failure> {
    let Checked { row, form, key, verdict } = checked;
    let (revision, form) = (desk.id(now), form.asked_only());
    let due = desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days);
    if due.assumed {
        tracing::warn!("the calendar lacks a year: a due time was counted in plain weeks");
    }
    let evidence = form.files().into_iter().filter_map(|file| file.parse().ok()).collect();
    let content = serde_json::to_vec(&form).map_err(Failure::broken)?;
    let asked = Submission {
        revision,
        case: desk.id(now),
        capabilities: verdict.asked,
        due_at: due.at,
        review: desk.catalogue.grant_review(verdict.asked),
        until: verdict.until,
        by: may.by.member,
        document: key.digest(DigestOf::Content, revision.bytes(), &content),
    };
    Ok(RevisionSubmitted {
        evidence,
        sealed: desk.vault.seal(&key, document_place(&revision), &form)?,
        draft: Some((row.draft, row.version)),
        ..authorization.submit(&asked)?
    })
}

/// Why the store refused: somebody was faster, with the draft or with the authorization.
async fn overtaken(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (id, version): (Id<Draft>, i64),
    authorization: Id<Authorization>,
) -> Result<Failure, Failure> {
    let row = draft_row(desk, may, id).await?;
    if row.version != version {
        return Ok(Failure::VersionPassed { present: row.version });
    }
    let now = authorization_row(desk, may, authorization).await?.authorization;
    Ok(if now.revoked_at.is_some() {
        Refusal::AlreadyRevoked.into()
    } else if now.pending.is_some() {
        Refusal::AlreadyPending.into()
    } else {
        Failure::Stale
    })
}
