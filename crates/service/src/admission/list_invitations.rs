//! The invitations to register, as operators see them.

use vermilion_model::{Id, RegistrationInvitation, Time};
use vermilion_store::RegistrationInvitationRow;

use super::{InvitationBox, place};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// What became of an invitation to register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// Somebody may still register by it.
    Open,
    /// As many registered by it as may.
    UsedUp,
    /// Its time is over.
    Expired,
    /// An operator took it back.
    Withdrawn,
}

impl InvitationState {
    /// Every state, as the console shows them.
    pub const ALL: [InvitationState; 4] = [
        InvitationState::Open,
        InvitationState::UsedUp,
        InvitationState::Expired,
        InvitationState::Withdrawn,
    ];

    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            InvitationState::Open => "open",
            InvitationState::UsedUp => "used_up",
            InvitationState::Expired => "expired",
            InvitationState::Withdrawn => "withdrawn",
        }
    }

    pub(super) fn of(row: &RegistrationInvitationRow, now: Time) -> InvitationState {
        if row.withdrawn_at.is_some() {
            InvitationState::Withdrawn
        } else if row.used >= row.uses {
            InvitationState::UsedUp
        } else if now >= row.expires_at {
            InvitationState::Expired
        } else {
            InvitationState::Open
        }
    }
}

/// An invitation to register, without its code.
pub struct InvitationView {
    /// The id.
    pub invitation: Id<RegistrationInvitation>,
    /// What the operator knows it by; gone once it is used up or taken back.
    pub note: Option<String>,
    /// The only address that may register by it; gone likewise.
    pub email: Option<String>,
    /// How many may register by it.
    pub uses: u32,
    /// How many did.
    pub used: u32,
    /// When it was issued.
    pub created_at: Time,
    /// Until when it works.
    pub expires_at: Time,
    /// What became of it.
    pub state: InvitationState,
}

/// Personal: it does not print.
impl std::fmt::Debug for InvitationView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InvitationView({})", self.invitation)
    }
}

/// A page of them, the newest first. One whose time is over is kept for a month.
pub async fn list_invitations(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    (after, limit): (Option<Id<RegistrationInvitation>>, i64),
) -> Result<Vec<InvitationView>, Failure> {
    let now = desk.now();
    let rows = desk.read.registration_invitations(after, limit).await?;
    rows.iter().map(|row| opened(desk, row, now)).collect()
}

fn opened(desk: &Desk, row: &RegistrationInvitationRow, now: Time) -> Result<InvitationView, Failure> {
    let kept = if row.sealed.is_empty() {
        InvitationBox::default()
    } else {
        let json = desk.ring.load().boxes.open(place(&row.invitation), &row.sealed)?;
        serde_json::from_slice(json.expose()).map_err(Failure::broken)?
    };
    Ok(InvitationView {
        invitation: row.invitation,
        note: kept.note,
        email: kept.email,
        uses: row.uses,
        used: row.used,
        created_at: row.created_at,
        expires_at: row.expires_at,
        state: InvitationState::of(row, now),
    })
}
