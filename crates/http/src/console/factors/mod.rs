//! Second factors: seeing, adding and removing one's own.

pub(super) mod list;
pub(super) mod passkey_begin;
pub(super) mod passkey_finish;
pub(super) mod recovery_codes;
pub(super) mod remove;
pub(super) mod rename;
pub(super) mod totp_begin;
pub(super) mod totp_finish;

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_service::factors::{AddedFactor, BegunPasskey};

use crate::when::rfc3339;

/// A challenge for a passkey.
#[derive(Serialize, ToSchema)]
pub(super) struct PasskeyChallenge {
    /// Names this in the next step.
    ceremony: String,
    /// For `navigator.credentials.create` or `.get`.
    #[schema(value_type = Object)]
    options: Value,
    expires_at: String,
}

impl From<BegunPasskey> for PasskeyChallenge {
    fn from(begun: BegunPasskey) -> PasskeyChallenge {
        PasskeyChallenge {
            ceremony: begun.ceremony.expose().to_owned(),
            options: begun.options,
            expires_at: rfc3339(begun.expires_at),
        }
    }
}

/// A factor that was added.
#[derive(Serialize, ToSchema)]
pub(super) struct FactorAdded {
    id: String,
    /// With the first factor, ten codes that work once each; shown now and never again.
    recovery_codes: Vec<String>,
}

impl From<AddedFactor> for FactorAdded {
    fn from(added: AddedFactor) -> FactorAdded {
        let codes = added.recovery_codes.iter().map(|code| code.expose().to_owned()).collect();
        FactorAdded { id: added.factor.to_string(), recovery_codes: codes }
    }
}
