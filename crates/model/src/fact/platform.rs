//! Facts about members' platform roles and the installation itself.

use serde::{Deserialize, Serialize};

use crate::{Id, Incarnation, Invitation, Member, PlatformRole, Time, Verification};

/// Row parts of a new member.
#[derive(Clone, PartialEq, Default)]
pub struct NewMember {
    /// The member's own key, wrapped by the master key.
    pub wrapped_key: Vec<u8>,
    /// Keyed digest of the folded e-mail address; unique.
    pub email_digest: Vec<u8>,
    /// Keyed digest of the phone number; as many members may share one as the operator permits.
    pub phone_digest: Option<Vec<u8>>,
    /// How many members may have this phone number, this one among them; 0 where none is given.
    pub phone_shared_by: u32,
    /// Argon2id in PHC form.
    pub password: String,
    /// E-mail, phone and name, sealed under the member's key.
    pub sealed: Vec<u8>,
}

impl std::fmt::Debug for NewMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewMember(..)")
    }
}

/// The operator invited somebody to a platform role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberInvited {
    /// Which invitation.
    pub invitation: Id<Invitation>,
    /// To become what.
    pub role: PlatformRole,
    /// Until when the link works.
    pub expires_at: Time,
    /// Keyed digest of the link's secret; in the row only.
    #[serde(skip)]
    pub digest: Vec<u8>,
    /// Keyed digest of the invited address; in the row only.
    #[serde(skip)]
    pub email_digest: Vec<u8>,
    /// The invited address, sealed; in the row only, and gone from it once the link is spent.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// The invited person made their sign-in; the link is spent (I6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationAccepted {
    /// Which invitation.
    pub invitation: Id<Invitation>,
    /// The new member.
    pub member: Id<Member>,
    /// What they became.
    pub role: PlatformRole,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewMember,
}

/// A member got a platform role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlatformRoleGiven {
    /// Who.
    pub member: Id<Member>,
    /// What.
    pub role: PlatformRole,
}

/// A member lost a platform role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlatformRoleTaken {
    /// Who.
    pub member: Id<Member>,
    /// What.
    pub role: PlatformRole,
}

/// A member chose another password; their sessions end.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// Who.
    pub member: Id<Member>,
    /// Argon2id in PHC form; in the row only.
    #[serde(skip)]
    pub password: String,
}

impl std::fmt::Debug for PasswordChanged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PasswordChanged({})", self.member)
    }
}

/// A member who had forgotten their password chose another, by a link mailed to them; their sessions end.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PasswordReset {
    /// Who.
    pub member: Id<Member>,
    /// The link that this consumes (I6).
    pub proof: Id<Verification>,
    /// Keyed digest of the address it was mailed to; in no entry.
    #[serde(skip)]
    pub email_digest: Vec<u8>,
    /// Argon2id in PHC form; in the row only.
    #[serde(skip)]
    pub password: String,
}

impl std::fmt::Debug for PasswordReset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PasswordReset({})", self.member)
    }
}

/// An operator accepted a wall clock that ran ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClockAccepted {
    /// What the clock said.
    pub clock: Time,
}

/// `restore` began a new life of the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncarnationRaised {
    /// The new number.
    pub incarnation: Incarnation,
}

/// An operator accepted that entries are missing after a restore.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapAccepted {
    /// The last number before the gap.
    pub after: i64,
    /// The first number behind it.
    pub before: i64,
}

/// Keys of one kind were rotated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeysRotated {
    /// Which kind: `token`, `code`, `session`, `master`.
    pub kind: String,
    /// The new key's number.
    pub key: u8,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub rows: KeyRows,
}

/// What a rotation changes in the ring.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyRows {
    /// The new key; of two rotations at once one makes it.
    pub made: Option<KeyRow>,
    /// Since now nothing made with these is believed: kind and number.
    pub retired: Vec<(String, u8)>,
    /// The same keys under another master key.
    pub rewrapped: Vec<KeyRow>,
}

/// A key of the ring as the store keeps it.
#[derive(Clone, PartialEq)]
pub struct KeyRow {
    /// What it is for.
    pub kind: String,
    /// Its number among those of its kind.
    pub id: u8,
    /// The key, wrapped by a master key.
    pub wrapped: Vec<u8>,
    /// When it was made.
    pub made_at: Time,
}

impl std::fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRow({} {})", self.kind, self.id)
    }
}
