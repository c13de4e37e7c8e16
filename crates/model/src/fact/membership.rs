//! Facts about who acts in an account, and with which role.

use serde::{Deserialize, Serialize};

use super::platform::NewMember;
use crate::{AccountNo, Id, Invitation, Member, Role, Time};

/// Somebody was invited to an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipOffered {
    /// Which invitation.
    pub invitation: Id<Invitation>,
    /// To which account.
    pub account: AccountNo,
    /// With which role.
    pub role: Role,
    /// Until when the link works.
    pub expires_at: Time,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewInvitation,
}

/// Row parts of an invitation.
#[derive(Clone, PartialEq, Default)]
pub struct NewInvitation {
    /// Keyed digest of the link's secret.
    pub digest: Vec<u8>,
    /// Keyed digest of the invited address.
    pub email_digest: Vec<u8>,
    /// The invited address, sealed; gone from the row once the link is spent or withdrawn.
    pub sealed: Vec<u8>,
    /// The message that carries the link.
    pub mail: Option<super::traffic::MailRow>,
}

impl std::fmt::Debug for NewInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewInvitation(..)")
    }
}

/// An invitation to an account was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipOfferWithdrawn {
    /// Which invitation.
    pub invitation: Id<Invitation>,
    /// To which account.
    pub account: AccountNo,
}

/// The invited person acts in the account from now on; the link is spent (I6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipBegun {
    /// Which invitation.
    pub invitation: Id<Invitation>,
    /// Which account.
    pub account: AccountNo,
    /// Who.
    pub member: Id<Member>,
    /// With which role.
    pub role: Role,
    /// The agreement's version that was agreed to, by who became a member with it.
    pub agreement: Option<u32>,
    /// Row parts of who became a member with it; they never reach the chain.
    #[serde(skip)]
    pub row: Option<NewMember>,
}

/// A member's role in an account is another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipRoleChanged {
    /// Which account.
    pub account: AccountNo,
    /// Who.
    pub member: Id<Member>,
    /// The new role.
    pub role: Role,
}

/// A member left an account, or was removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipEnded {
    /// Which account.
    pub account: AccountNo,
    /// Who.
    pub member: Id<Member>,
}
