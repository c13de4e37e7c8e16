//! A user's UnionID: across the accounts bound to one open-platform account.

use vermilion_decide::AccountState;
use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, Time};
use vermilion_seal::{Holder, OpenId, UserIdKind};

use super::Obstacle;
use crate::hosts::pair_of;
use crate::{Desk, Failure};

/// The open-platform account that an account is bound to.
pub(crate) fn holder_of(account: &AccountState) -> Option<AccountNo> {
    account.bound_to
}

/// A user's UnionID, where their account is bound; none where it is not.
///
/// The user has a number in the open-platform account too, drawn when it is first needed.
pub(crate) async fn union_id(desk: &Desk, pair: Pair, now: Time) -> Result<Option<OpenId>, Failure> {
    let account = desk.in_force.account(pair.account)?;
    let Some(holder) = holder_of(&account) else { return Ok(None) };
    let holder = desk.in_force.account(holder)?;
    let Some(user) = desk.read.user_of_pair(pair.account, pair.ordinal).await? else { return Ok(None) };
    let there = pair_of(desk, user, holder.no, now).await?;
    let number = desk.lives.user(holder.no, there.ordinal);
    let ring = desk.ring.load();
    Ok(Some(ring.open_ids.encode(UserIdKind::UnionId, Holder::new(&holder.app_id, holder.no), number)))
}

/// The same, where there must be one (`/wxa/getpaidunionid`).
pub(crate) fn bound(account: &AccountState) -> Result<AccountNo, Obstacle> {
    holder_of(account).ok_or(Obstacle::NotBound)
}
