//! 减少功能: needs no review and is immediate (I3).

use vermilion_model::fact::Actor;
use vermilion_model::{Authorization, Capabilities, FieldFault, Id, Refusal, Seq};

use super::checked::authorization_row;
use super::read_authorizations::read_authorization;
use super::view::AuthorizationView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// Gives capabilities up. A suspended account may, too: nothing is gained by it.
pub async fn give_up(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
    capabilities: &[String],
) -> Result<(Seq, AuthorizationView), Failure> {
    let now = desk.now();
    let row = authorization_row(desk, may, id).await?;
    let fact = row.authorization.give_up(named(desk, capabilities)?)?;
    let recorded = desk.record(now, Actor::Member(may.by.member), fact).await;
    let seq = match recorded {
        Err(Failure::Stale) => return Err(Refusal::AlreadyRevoked.into()),
        recorded => recorded?,
    };
    Ok((seq, read_authorization(desk, may, id).await?))
}

/// The capabilities of these words.
pub(crate) fn named(desk: &Desk, words: &[String]) -> Result<Capabilities, Failure> {
    let mut found = Capabilities::NONE;
    let mut faults = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match desk.catalogue.capability(word) {
            Some(capability) => found = found.and(Capabilities::one(capability.number)),
            None => faults.push(FieldFault::new(&format!("/capabilities/{at}"), "unknown")),
        }
    }
    if words.is_empty() {
        faults.push(FieldFault::new("/capabilities", "too_few").with("min", &1));
    }
    Failure::fields(faults)?;
    Ok(found)
}
