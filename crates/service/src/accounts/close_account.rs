//! 注销: the owner closes the account; for a while it can still be kept, and then it is erased (I10).

use vermilion_model::fact::{AccountClosed, AccountClosing, AccountErased, AccountKept, Actor};
use vermilion_model::{AccountType, CaseState, Refusal, Seq, Standing};
use vermilion_store::AccountRow;

use super::AccountView;
use crate::may::ManageRegister;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, May};

/// How many of an account's cases are looked through, and how many accounts one look of the clock takes.
const LOOKED_THROUGH: i64 = 100;

/// Begins to close it: from the next request on it does not act.
///
/// # Errors
/// A fault at `/name` unless the account's name was typed; `StillPending` while reviewers have a case of it;
/// `StillBound` while accounts are bound to it; `AccountStopped` where the platform suspended it.
pub async fn close_account(
    desk: &Desk,
    may: &May<ManageRegister>,
    typed: &str,
) -> Result<(Seq, AccountView), Failure> {
    if typed.trim() != account_box(desk, &may.row).await?.name.trim() {
        return Err(Failure::field("/name", "mismatch"));
    }
    let standing = desk.in_force.account(may.account())?.standing;
    if matches!(standing, Standing::Suspended | Standing::Closed | Standing::Closing) {
        return Err(Refusal::AccountStopped.into());
    }
    let cases = desk.read.cases_of_account(may.account(), None, LOOKED_THROUGH).await?;
    if cases.iter().any(|row| row.case.state == CaseState::Open) {
        return Err(Refusal::StillPending.into());
    }
    let now = desk.now();
    let act = AccountClosing { account: may.account(), until: now.plus(desk.settings.closing_grace) };
    match desk.record(now, Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) if may.row.account_type == AccountType::OpenPlatformAccount => {
            Err(Refusal::StillBound.into())
        }
        seq => Ok((seq?, AccountView::by_no(desk, may.account()).await?)),
    }
}

/// Keeps it after all.
///
/// # Errors
/// `NotClosing`.
pub async fn keep_account(desk: &Desk, may: &May<ManageRegister>) -> Result<(Seq, AccountView), Failure> {
    let act = AccountKept { account: may.account() };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => Err(Refusal::NotClosing.into()),
        seq => Ok((seq?, AccountView::by_no(desk, may.account()).await?)),
    }
}

/// What the clock does: an account whose time to be kept is over is closed, and what is closed is erased.
/// Several nodes may do so at the same time: each step is guarded.
///
/// # Errors
/// The store could not be read or written; what was done stays done.
pub async fn tend_accounts(desk: &Desk) -> Result<(), Failure> {
    let now = desk.now();
    let mut erased = false;
    for row in desk.read.accounts_closing_until(now, LOOKED_THROUGH).await? {
        erased |= end(desk, &row).await?;
    }
    if erased {
        desk.forget_log().await;
    }
    Ok(())
}

async fn end(desk: &Desk, row: &AccountRow) -> Result<bool, Failure> {
    let (account, now) = (row.account, desk.now());
    if row.closed_at.is_none() && !done(desk.record(now, Actor::Platform, AccountClosed { account }).await)? {
        // Kept meanwhile, or closed by another node, which erases it.
        return Ok(false);
    }
    done(desk.record(now, Actor::Platform, AccountErased { account }).await)
}

fn done(recorded: Result<Seq, Failure>) -> Result<bool, Failure> {
    match recorded {
        Ok(_) => Ok(true),
        Err(Failure::Stale) => Ok(false),
        Err(other) => Err(other),
    }
}
