//! Who may register: invitations that operators issue, and what a code of one opens.

mod ask_again;
mod issue_invitation;
mod list_invitations;
mod registration;
mod take_invitation;
mod withdraw_invitation;

pub use ask_again::{SubmittedRegistration, ask_registration_again, submitted_registration};
pub use issue_invitation::{Issued, WantedInvitation, issue_invitation};
pub use list_invitations::{InvitationState, InvitationView, list_invitations};
pub(crate) use registration::{NewAccountOf, RegistrationBox, ask_registration, statement};
pub(crate) use take_invitation::{invitation_of, still_open};
pub use withdraw_invitation::withdraw_invitation;

use serde::{Deserialize, Serialize};
use vermilion_model::Id;
use vermilion_model::RegistrationInvitation;
use vermilion_seal::Place;

/// Who may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Anybody.
    Open,
    /// Who has an invitation.
    Invited,
    /// Anybody; reviewers admit each new account before it acts.
    Case,
}

impl Admission {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Admission::Open => "open",
            Admission::Invited => "invited",
            Admission::Case => "case",
        }
    }
}

/// What the row keeps of an invitation's purpose, sealed under the ring's box key.
#[derive(Default, Serialize, Deserialize)]
struct InvitationBox {
    /// The only address that may register by it.
    email: Option<String>,
    /// What the operator wrote, so as to know it again.
    note: Option<String>,
}

fn place(invitation: &Id<RegistrationInvitation>) -> Place<'_> {
    Place { table: "registration_invitation", row: invitation.bytes() }
}
