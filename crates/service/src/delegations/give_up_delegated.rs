//! 减少功能: either side may have less of it, at once and without review (I3).

use vermilion_model::fact::Actor;
use vermilion_model::{Authorization, Id, Refusal, Seq};

use super::read_delegations::read_delegation;
use super::side::concerned;
use super::view::DelegationView;
use crate::authorizations::named;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May, notices};

/// Takes capabilities from what is in force. A suspended account may, too: nothing is gained by it.
pub async fn give_up_delegated(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
    capabilities: &[String],
) -> Result<(Seq, DelegationView), Failure> {
    let it = concerned(desk, may, id).await?;
    let fact = it.row.authorization.give_up(named(desk, capabilities)?)?;
    let seq = match desk.record(desk.now(), Actor::Member(may.by.member), fact).await {
        Err(Failure::Stale) => return Err(Refusal::AlreadyRevoked.into()),
        recorded => recorded?,
    };
    notices::to_administrators(desk, it.other(), "delegation_ended").await;
    Ok((seq, read_delegation(desk, may, id).await?))
}
