//! 删除授权: nothing of it is in force from the next request on.

use vermilion_model::fact::Actor;
use vermilion_model::{Authorization, Id, Refusal, Seq};

use super::checked::authorization_row;
use super::read_authorizations::read_authorization;
use super::view::AuthorizationView;
use crate::may::ManageAuthorizations;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, May};

/// Revokes, once the account's name was typed to confirm. A suspended account may, too.
pub async fn revoke_authorization(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
    typed: &str,
) -> Result<(Seq, AuthorizationView), Failure> {
    let now = desk.now();
    let row = authorization_row(desk, may, id).await?;
    if typed.trim() != account_box(desk, &may.row).await?.name.trim() {
        return Err(Failure::field("/name", "mismatch"));
    }
    let fact = row.authorization.revoke()?;
    let recorded = desk.record(now, Actor::Member(may.by.member), fact).await;
    let seq = match recorded {
        Err(Failure::Stale) => return Err(Refusal::AlreadyRevoked.into()),
        recorded => recorded?,
    };
    Ok((seq, read_authorization(desk, may, id).await?))
}
