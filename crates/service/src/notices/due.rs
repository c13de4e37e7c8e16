//! What time itself has to tell: authorizations that end soon, and cases that should have been decided.

use vermilion_model::{Span, Time};

use super::{About, What, of, tell};
use crate::{Desk, Failure};

/// How long before its end an authorization's administrators are told: each of these times once.
const BEFORE_END: [Span; 3] = [Span::days(1), Span::days(7), Span::days(30)];

/// Tells what is due; what was told is not told again, by this node or another.
///
/// # Errors
/// `Busy` while nothing can be written; what was not told is the next look's.
pub(crate) async fn tell_what_is_due(desk: &Desk) -> Result<(), Failure> {
    let now = desk.now();
    endings(desk, now).await?;
    overdue(desk, now).await
}

async fn endings(desk: &Desk, now: Time) -> Result<(), Failure> {
    let [.., furthest] = BEFORE_END;
    let mut after = None;
    loop {
        let ending = desk.read.authorizations_ending((now, now.plus(furthest)), after).await?;
        let Some(last) = ending.last() else { return Ok(()) };
        after = Some(last.authorization);
        for row in ending {
            let left = row.until.since(now);
            let Some(step) = BEFORE_END.iter().find(|span| left <= **span) else { continue };
            let once = format!("ending:{}:{}:{}", row.authorization, row.until.millis(), step.as_secs());
            let about =
                About { authorization: Some(row.authorization.to_string()), ..of(desk, row.account).await? };
            for member in desk.read.administrators_of_account(row.account).await? {
                let what = What::of("authorization_ending").about(about.clone()).once(once.clone());
                tell(desk, member, what).await?;
            }
        }
    }
}

async fn overdue(desk: &Desk, now: Time) -> Result<(), Failure> {
    for row in desk.read.applications_overdue(now).await? {
        let about = About { case: Some(row.case.to_string()), ..of(desk, row.account).await? };
        let once = format!("overdue:{}:{}", row.case, row.due_at.millis());
        tell(desk, row.applicant, What::of("case_overdue").about(about).once(once)).await?;
    }
    Ok(())
}
