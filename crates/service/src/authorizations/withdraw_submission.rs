//! 撤回申请: takes what waits off the reviewers' desk.

use vermilion_model::fact::Actor;
use vermilion_model::{Authorization, Id, Refusal, Seq};

use super::checked::authorization_row;
use super::read_authorizations::read_authorization;
use super::view::AuthorizationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// Takes the pending revision back; what is in force stays as it is.
pub async fn withdraw_submission(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
) -> Result<(Seq, AuthorizationView), Failure> {
    let now = desk.now();
    let fact = authorization_row(desk, may, id).await?.authorization.withdraw_submission()?;
    let recorded = desk.record(now, Actor::Member(may.by.member), fact).await;
    let seq = match recorded {
        // A reviewer was faster.
        Err(Failure::Stale) => return Err(Refusal::NothingPending.into()),
        recorded => recorded?,
    };
    Ok((seq, read_authorization(desk, may, id).await?))
}
