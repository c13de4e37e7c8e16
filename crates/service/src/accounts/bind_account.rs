//! Open-platform accounts 开放平台账号: which accounts of their subject are bound to them.

use vermilion_model::fact::{AccountBound, AccountUnbound, Actor};
use vermilion_model::{AccountType, AppId, Refusal, Seq, Time};
use vermilion_store::{AccountRow, BOUND_MAX};

use super::AccountView;
use crate::may::{ManageRegister, See};
use crate::{Desk, Failure, Kind, May};

/// A bound account.
#[derive(Debug)]
pub struct BoundAccount {
    /// Which.
    pub account: AccountView,
    /// Since when.
    pub since: Time,
}

fn open_platform(row: &AccountRow) -> Result<(), Refusal> {
    if row.account_type == AccountType::OpenPlatformAccount { Ok(()) } else { Err(Refusal::NotOpenPlatform) }
}

/// The accounts bound to an open-platform account, by AppID, behind one, at most `limit`.
///
/// # Errors
/// `NotOpenPlatform`.
pub async fn list_bindings(
    desk: &Desk,
    may: &May<See>,
    after: Option<AppId>,
    limit: i64,
) -> Result<Vec<BoundAccount>, Failure> {
    open_platform(&may.row)?;
    let after = after.as_ref().map_or("", AppId::as_str);
    let mut bound = Vec::new();
    for (row, since) in desk.read.accounts_bound_to(may.account(), after, limit).await? {
        bound.push(BoundAccount { account: AccountView::of(desk, &row).await?, since });
    }
    Ok(bound)
}

/// Binds an account, in which the member has the same right; its users then have UnionIDs.
///
/// # Errors
/// `NotOpenPlatform`; `OtherSubject` unless both are verified for one subject; `AlreadyBound`; `BindingsFull`;
/// `AccountStopped`.
pub async fn bind_account(desk: &Desk, may: &May<ManageRegister>, app_id: &str) -> Result<Seq, Failure> {
    open_platform(&may.row)?;
    may.standing(desk)?;
    let bound: May<ManageRegister> = desk.may(may.by, app_id).await?;
    bound.standing(desk)?;
    bindable(desk, may, &bound).await?;
    let act = AccountBound { account: bound.account(), open: may.account() };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        // Somebody was faster: with this account, or with the last place.
        Err(Failure::Stale) => {
            bindable(desk, may, &bound).await?;
            Err(Failure::Stale)
        }
        recorded => recorded,
    }
}

async fn bindable(
    desk: &Desk,
    open: &May<ManageRegister>,
    bound: &May<ManageRegister>,
) -> Result<(), Failure> {
    if bound.row.account_type == AccountType::OpenPlatformAccount {
        return Err(Refusal::NotForAccountType.into());
    }
    let subject = |row: &AccountRow| row.subject.as_ref().map(|subject| subject.digest.clone());
    match (subject(&open.row), subject(&bound.row)) {
        (Some(one), Some(other)) if one == other => {}
        _ => return Err(Refusal::OtherSubject.into()),
    }
    if desk.in_force.account(bound.account())?.bound_to.is_some() {
        return Err(Refusal::AlreadyBound.into());
    }
    if desk.read.count_bound_to(open.account()).await? >= BOUND_MAX {
        return Err(Refusal::BindingsFull.into());
    }
    Ok(())
}

/// Unbinds an account: its users have no UnionID from the next answer on.
///
/// # Errors
/// `NotOpenPlatform`; `Missing` when it is not bound here.
pub async fn unbind_account(desk: &Desk, may: &May<ManageRegister>, app_id: &str) -> Result<Seq, Failure> {
    open_platform(&may.row)?;
    let missing = || Failure::Missing(Kind::Account);
    let app_id: AppId = app_id.parse().map_err(|_| missing())?;
    let account = desk.in_force.account_by_app_id(&app_id).map_err(|_| missing())?.no;
    let act = AccountUnbound { account, open: may.account() };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => Err(missing()),
        recorded => recorded,
    }
}
