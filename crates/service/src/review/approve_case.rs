//! 通过: the effect is in force from the next request on; of two persons the first only agrees.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{Case, Id, Seq};

use super::case_row::{decidable, overtaken, reviewer};
use super::checks::{Verdicts, all_fine, complete};
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay, notices};

/// Approves the version that was on the screen, every item of its checklist being fine.
///
/// # Errors
/// Faulty fields for items without a verdict, or with another one; `CaseClosed`, `CaseTaken`,
/// `WaitsForApplicant`; `OwnApplication`, `SecondReviewerNeeded`, `DecidedBefore` (I7); `Stale`.
pub async fn approve_case(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (id, version): (Id<Case>, i64),
    given: &Verdicts,
) -> Result<(Seq, CaseDetail), Failure> {
    let now = desk.now();
    let case = decidable(desk, by, (id, version), now).await?.case;
    let mut act = case.approve(&reviewer(desk, by).await?)?;
    let checks = complete(&read_case(desk, by, id).await?.checklist, given);
    let checks = checks.or_else(|faults| Failure::fields(faults).map(|()| Vec::new()))?;
    Failure::fields(all_fine(&checks))?;
    match &mut act {
        Act::CaseSeconded(seconded) => seconded.checks = checks,
        Act::CaseApproved(approved) => approved.checks = checks,
        _ => {}
    }
    let decided = matches!(act, Act::CaseApproved(_));
    let seq = match desk.record(now, Actor::Member(by.by.member), act).await {
        Err(Failure::Stale) => return Err(overtaken(desk, (id, version)).await?),
        recorded => recorded?,
    };
    if decided {
        notices::case_decided(desk, &case).await;
    } else {
        notices::case_waits(desk, id, by.by.member).await;
    }
    Ok((seq, read_case(desk, by, id).await?))
}
