//! An account's AppSecrets.

pub(super) mod fetches;
pub(super) mod freeze;
pub(super) mod issue;
pub(super) mod leaked;
pub(super) mod list;
pub(super) mod reset;
pub(super) mod retire;
pub(super) mod retirement;
pub(super) mod unfreeze;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts::IssuedSecret;

use crate::changed::Changed;

/// A secret just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewSecret {
    /// Its number within the account.
    number: u16,
    /// What the owner calls it.
    name: String,
    /// The secret itself: shown now and never again.
    secret: String,
}

impl From<IssuedSecret> for Changed<NewSecret> {
    fn from(made: IssuedSecret) -> Changed<NewSecret> {
        let secret = made.secret.expose().to_owned();
        Changed::created(made.seq, NewSecret { number: made.number.0, name: made.name, secret })
    }
}

#[cfg(test)]
mod tests;
