//! The receiver takes what is offered: in force at once, or on the reviewers' desk where the catalogue
//! says so.

use vermilion_model::fact::{Actor, DelegationAccepted};
use vermilion_model::{Acceptance, AccountType, Authorization, Id, Refusal, ReviewClass, Seq, Time};

use super::check::{clashes, refused};
use super::read_delegations::read_delegation;
use super::side::{Concerned, Side, concerned};
use super::view::DelegationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, Kind, May, notices};

/// The giver's row moves for other reasons too; after so many times somebody else has to be served first.
const TRIES: usize = 3;

/// Accepts the version that was on the screen.
pub async fn accept_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (id, version): (Id<Authorization>, i64),
) -> Result<(Seq, DelegationView), Failure> {
    may.standing(desk)?;
    let now = desk.now();
    for _ in 0..TRIES {
        let it = concerned(desk, may, id).await?;
        it.only(Side::Received)?;
        if it.row.authorization.offered.is_none() {
            return Err(Refusal::NothingOffered.into());
        }
        if it.row.authorization.version != version {
            return Err(Failure::VersionPassed { present: it.row.authorization.version });
        }
        let fact = acceptance(desk, may, &it, now).await?;
        let reviewed = fact.case;
        match desk.record(now, Actor::Member(may.by.member), fact).await {
            Err(Failure::Stale) => {}
            Err(failure) => return Err(failure),
            Ok(seq) => {
                notices::to_administrators(desk, it.giver, "delegation_answered").await;
                if let Some(case) = reviewed {
                    notices::case_waits(desk, case, may.by.member).await;
                }
                return Ok((seq, read_delegation(desk, may, id).await?));
            }
        }
    }
    Err(Failure::Busy)
}

async fn acceptance(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    it: &Concerned,
    now: Time,
) -> Result<DelegationAccepted, Failure> {
    // Read before the giver's other delegations: what changes after it makes the guard refuse.
    let giver = desk.read.account_by_no(it.giver).await?.ok_or(Failure::Missing(Kind::Account))?;
    desk.in_force.account(it.giver)?.stands().map_err(|_| Refusal::AccountStopped)?;
    let authorization = &it.row.authorization;
    let offered = authorization.offered.as_ref().ok_or(Refusal::NothingOffered)?;
    if may.row.account_type == AccountType::ThirdPartyPlatform {
        clashes(desk, (it.giver, may.account()), offered.capabilities).await?.map_err(refused)?;
    }
    let revisions = desk.read.revisions_of_authorization(authorization.id).await?;
    let revision = revisions.iter().find(|revision| revision.revision == offered.revision);
    let review = desk.catalogue.delegation_review(offered.capabilities);
    let due = desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days);
    if due.assumed && review > ReviewClass::Automatic {
        tracing::warn!("the calendar lacks a year: a due time was counted in plain weeks");
    }
    let acceptance = Acceptance {
        giver_version: giver.version,
        review,
        case: desk.id(now),
        due_at: due.at,
        applicant: revision.ok_or(Failure::Missing(Kind::Authorization))?.submitted_by,
        by: may.by.member,
    };
    Ok(authorization.accept(&acceptance)?)
}
