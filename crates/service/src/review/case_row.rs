//! A case as somebody is about to decide it.

use vermilion_model::{Case, CaseState, Effect, Id, Member, Refusal, Reviewer, Time};
use vermilion_store::CaseRow;

use crate::may::Review;
use crate::{Desk, Failure, Kind, PlatformMay};

pub(crate) async fn case_row(desk: &Desk, id: Id<Case>) -> Result<CaseRow, Failure> {
    desk.read.case_by_id(id).await?.ok_or(Failure::Missing(Kind::Case))
}

/// The case at the version that was on the screen, which nobody else holds.
pub(super) async fn decidable(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (id, version): (Id<Case>, i64),
    now: Time,
) -> Result<CaseRow, Failure> {
    let row = case_row(desk, id).await?;
    if row.case.state != CaseState::Open {
        return Err(Refusal::CaseClosed.into());
    }
    if row.case.version != version {
        return Err(Failure::Stale);
    }
    match row.taken {
        Some((holder, until)) if holder != by.by.member && now < until => Err(Refusal::CaseTaken.into()),
        _ => Ok(row),
    }
}

/// The reviewer, with the accounts of the subjects in which they hold a role (I7).
pub(crate) async fn reviewer(desk: &Desk, by: &PlatformMay<Review>) -> Result<Reviewer, Failure> {
    roles_of(desk, by.by.member).await
}

/// Likewise of a colleague.
pub(super) async fn roles_of(desk: &Desk, member: Id<Member>) -> Result<Reviewer, Failure> {
    Ok(Reviewer { member, accounts: desk.read.interests_of_member(member).await? })
}

/// Why the store refused a decision: somebody decided or withdrew it, or one of two agreed meanwhile.
pub(super) async fn overtaken(desk: &Desk, (id, version): (Id<Case>, i64)) -> Result<Failure, Failure> {
    let case = case_row(desk, id).await?.case;
    Ok(match case.effect {
        _ if case.state != CaseState::Open => Refusal::CaseClosed.into(),
        _ if case.version != version => Failure::Stale,
        // Nothing else is left that its guards look at.
        Effect::Verification { .. } => Refusal::SubjectFull.into(),
        Effect::Revision { .. } | Effect::Register { .. } | Effect::Registration { .. } => Failure::Stale,
    })
}
