//! 删除授权: either side ends it, from the next request on.

use vermilion_model::fact::Actor;
use vermilion_model::{Authorization, Id, Refusal, Seq};

use super::party::party;
use super::read_delegations::read_delegation;
use super::side::concerned;
use super::view::DelegationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May, notices};

/// Revokes, once the other account's name was typed to confirm. A suspended account may, too.
pub async fn revoke_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
    typed: &str,
) -> Result<(Seq, DelegationView), Failure> {
    let it = concerned(desk, may, id).await?;
    if typed.trim() != party(desk, it.other()).await?.name.trim() {
        return Err(Failure::field("/name", "not_their_name"));
    }
    let fact = it.row.authorization.revoke()?;
    let seq = match desk.record(desk.now(), Actor::Member(may.by.member), fact).await {
        Err(Failure::Stale) => return Err(Refusal::AlreadyRevoked.into()),
        recorded => recorded?,
    };
    notices::to_administrators(desk, it.other(), "delegation_ended").await;
    Ok((seq, read_delegation(desk, may, id).await?))
}
