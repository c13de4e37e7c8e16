//! Named reads: one question each, resource first. Lists page by seek.

mod accounts;
mod authorizations;
mod cases;
mod drafts;
mod entries;
mod ground;
mod hosts;
pub(crate) mod keys;
mod lives;
mod logins;
mod members;
mod offices;
mod petitions;

pub use accounts::{AccountRow, SecretRow, VerifiedSubject};
pub use authorizations::{AuthorizationRow, RevisionCase, RevisionRow};
pub use cases::CaseRow;
pub use drafts::DraftRow;
pub use hosts::{ConsentRow, HostAppRow, HostKeyRow, UserRow};
pub use lives::RangeRow;
pub use logins::SpentRow;
pub use members::{InvitationRow, MemberRow, SessionRow, VerificationRow};
pub use offices::{MailRowRead, RefusalRowRead};
pub use petitions::{PetitionCase, PetitionRow, ProtectedWordRow, RegisterRow};

/// How many rows a page may have at most.
pub const PAGE: i64 = 100;
