//! A host app closes a user: gone from every account at once, their codes dead.

use vermilion_model::fact::{Pair, UserClosed};
use vermilion_model::{Id, Scope, Seq, Time, User};

use super::HostCaller;
use crate::{Desk, Failure};

/// Closes a user; nothing is committed for one who is gone already.
pub async fn close_user(desk: &Desk, by: HostCaller, user: Id<User>) -> Result<Option<Seq>, Failure> {
    let row = by.user(desk, user).await?;
    let now = desk.now();
    let mut closed = None;
    if row.closed_at.is_none() {
        let pairs = desk.read.pairs_of_user(user).await?;
        closed = Some(desk.record(now, by.actor(), UserClosed { user, pairs }).await?);
    }
    Ok(close_late_pairs(desk, by, user, now).await?.or(closed))
}

/// I4: a pair made between the reading and the commit is not part of the fact. Behind the commit
/// none can be made, so a second look finds all there will ever be.
pub(super) async fn close_late_pairs(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    now: Time,
) -> Result<Option<Seq>, Failure> {
    let pairs = desk.read.pairs_of_user(user).await?;
    let pairs: Vec<Pair> = pairs.into_iter().filter(|pair| !gone(desk, *pair)).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    desk.record(now, by.actor(), UserClosed { user, pairs }).await.map(Some)
}

fn gone(desk: &Desk, pair: Pair) -> bool {
    let state = desk.in_force.account(pair.account);
    state.is_ok_and(|state| state.consent_bits(pair.ordinal) & Scope::GONE != 0)
}
