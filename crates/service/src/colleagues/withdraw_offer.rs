//! Taking an invitation back before it is accepted.

use vermilion_model::fact::{Actor, MembershipOfferWithdrawn};
use vermilion_model::{Id, Invitation, Seq};

use crate::may::ManageMembers;
use crate::{Desk, Failure, Kind, May};

/// The link works no more.
///
/// # Errors
/// `Missing` when it is not of this account, accepted or withdrawn already.
pub async fn withdraw_offer(desk: &Desk, may: &May<ManageMembers>, invitation: &str) -> Result<Seq, Failure> {
    let missing = || Failure::Missing(Kind::Invitation);
    let invitation: Id<Invitation> = invitation.parse().map_err(|_| missing())?;
    let act = MembershipOfferWithdrawn { invitation, account: may.account() };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => Err(missing()),
        other => other,
    }
}
