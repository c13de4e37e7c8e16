//! Whether an account's calls are counted at all: off for simulations and load tests.

use vermilion_model::fact::{Actor, LimitsSwitched};
use vermilion_model::{AccountNo, FieldFault, LimitsState, Seq};

use crate::may::Operate;
use crate::operations::account_of;
use crate::{Desk, Failure, PlatformMay};

/// Switches them; nothing is committed when they stand so already.
///
/// # Errors
/// A fault at `/limits`, which is `on` or `off`; `Missing`.
pub async fn switch_limits(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    app_id: &str,
    word: &str,
) -> Result<(Option<Seq>, LimitsState), Failure> {
    let account: AccountNo = account_of(desk, app_id)?.no;
    let state = LimitsState::from_word(word).ok_or_else(|| FieldFault::new("/limits", "unknown"))?;
    let act = LimitsSwitched { account, state };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Ok((Some(seq), state)),
        // It stands so already.
        Err(Failure::Stale) => Ok((None, state)),
        Err(failure) => Err(failure),
    }
}
