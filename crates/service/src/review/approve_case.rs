//! 通过: the effect is in force from the next request on; of two persons the first only agrees.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{Case, Id, Seq};

use super::case_row::{decidable, overtaken, reviewer};
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay, notices};

/// Approves the version that was on the screen.
pub async fn approve_case(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (id, version): (Id<Case>, i64),
) -> Result<(Seq, CaseDetail), Failure> {
    let now = desk.now();
    let case = decidable(desk, by, (id, version), now).await?.case;
    let act = case.approve(&reviewer(desk, by).await?)?;
    let decided = matches!(act, Act::CaseApproved(_));
    let seq = match desk.record(now, Actor::Member(by.by.member), act).await {
        Err(Failure::Stale) => return Err(overtaken(desk, (id, version)).await?),
        recorded => recorded?,
    };
    if decided {
        notices::case_decided(desk, case.applicant).await;
    } else {
        notices::case_waits(desk, by.by.member).await;
    }
    Ok((seq, read_case(desk, by, id).await?))
}
