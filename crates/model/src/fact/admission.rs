//! Facts about who may register.

use serde::{Deserialize, Serialize};

use crate::{Id, RegistrationInvitation, Time};

/// An operator invited somebody to register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegistrationInvited {
    /// Which invitation.
    pub invitation: Id<RegistrationInvitation>,
    /// How many may register by it.
    pub uses: u32,
    /// Until when.
    pub expires_at: Time,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewRegistrationInvitation,
}

/// Row parts of an invitation to register.
#[derive(Clone, PartialEq, Default)]
pub struct NewRegistrationInvitation {
    /// Keyed digest of the code.
    pub digest: Vec<u8>,
    /// Keyed digest of the only address that may register by it, where it is for one.
    pub email_digest: Option<Vec<u8>>,
    /// That address and the operator's note, sealed; gone from the row once it is used up or taken back.
    pub sealed: Vec<u8>,
    /// The message that carries the link, where it goes by mail.
    pub mail: Option<super::traffic::MailRow>,
}

impl std::fmt::Debug for NewRegistrationInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewRegistrationInvitation(..)")
    }
}

/// An invitation to register was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegistrationInvitationWithdrawn {
    /// Which invitation.
    pub invitation: Id<RegistrationInvitation>,
}
