//! 冻结 and 解冻 of an account by its owner.

use vermilion_model::fact::{AccountFrozen, AccountUnfrozen, Actor};
use vermilion_model::{Refusal, Seq, Standing};

use super::AccountView;
use crate::may::ManageRegister;
use crate::{Desk, Failure, May};

/// Freezes it: from the next request on it does not act. `Stale` when it is frozen.
pub async fn freeze_account(desk: &Desk, may: &May<ManageRegister>) -> Result<(Seq, AccountView), Failure> {
    let act = AccountFrozen { account: may.account() };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), act).await?;
    Ok((seq, AccountView::by_no(desk, may.account()).await?))
}

/// Lets it act again. `Stale` when it is not frozen.
///
/// # Errors
/// `AccountStopped` where the platform suspended it, or while it is being closed.
pub async fn unfreeze_account(desk: &Desk, may: &May<ManageRegister>) -> Result<(Seq, AccountView), Failure> {
    if !matches!(desk.in_force.account(may.account())?.standing, Standing::Frozen | Standing::Good) {
        return Err(Refusal::AccountStopped.into());
    }
    let act = AccountUnfrozen { account: may.account() };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), act).await?;
    Ok((seq, AccountView::by_no(desk, may.account()).await?))
}
