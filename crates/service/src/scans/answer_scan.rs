//! The user who scanned a code confirms or refuses.

use vermilion_model::fact::traffic::{ScanState, Traffic};
use vermilion_model::{Id, Refusal, User};
use vermilion_seal::SecretText;

use super::living;
use crate::hosts::HostCaller;
use crate::{Desk, Failure};

/// What the user said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanAnswer {
    /// 确认
    Confirmed,
    /// 拒绝
    Refused,
}

/// Answers it, once.
///
/// # Errors
/// `Missing` when the code is unknown, used or too old, or the user is not the host app's; `ScanOver` when this
/// user did not scan it, or it is answered already.
pub async fn answer_scan(
    desk: &Desk,
    by: HostCaller,
    (ticket, user): (&SecretText, Id<User>),
    answer: ScanAnswer,
) -> Result<(), Failure> {
    by.living_user(desk, user).await?;
    let row = living(desk, ticket).await?;
    let state = match answer {
        ScanAnswer::Confirmed => ScanState::Confirmed,
        ScanAnswer::Refused => ScanState::Refused,
    };
    match desk.note(Traffic::ScanAnswered { scan: row.scan, user, state, at: desk.now() }).await {
        Err(Failure::Stale) => Err(Refusal::ScanOver.into()),
        other => other,
    }
}
