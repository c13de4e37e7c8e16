//! An offer that is not taken: the receiver refuses it, or the giver takes it back, from the receiver or
//! from the reviewers' desk.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{Authorization, Id, OfferEnd, Refusal, Seq};

use super::read_delegations::read_delegation;
use super::side::{Side, concerned};
use super::view::DelegationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May, notices};

/// The receiver does not want it; what is in force stays as it is.
pub async fn refuse_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
) -> Result<(Seq, DelegationView), Failure> {
    let it = concerned(desk, may, id).await?;
    it.only(Side::Received)?;
    let fact = it.row.authorization.end_offer(OfferEnd::Refused)?;
    let seq = settle(desk, may, fact.into(), Refusal::NothingOffered).await?;
    notices::to_administrators(desk, it.giver, "delegation_answered").await;
    Ok((seq, read_delegation(desk, may, id).await?))
}

/// The giver takes back what waits, for the receiver or for a reviewer.
pub async fn withdraw_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
) -> Result<(Seq, DelegationView), Failure> {
    let it = concerned(desk, may, id).await?;
    it.only(Side::Given)?;
    let authorization = &it.row.authorization;
    let act: Act = if authorization.pending.is_some() {
        authorization.withdraw_submission()?.into()
    } else {
        authorization.end_offer(OfferEnd::Withdrawn).map_err(|_| Refusal::NothingPending)?.into()
    };
    let seq = settle(desk, may, act, Refusal::NothingPending).await?;
    Ok((seq, read_delegation(desk, may, id).await?))
}

async fn settle(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    act: Act,
    overtaken: Refusal,
) -> Result<Seq, Failure> {
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        // The other side, or a reviewer, was faster.
        Err(Failure::Stale) => Err(overtaken.into()),
        recorded => recorded,
    }
}
