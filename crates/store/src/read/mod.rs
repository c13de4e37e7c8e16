//! Named reads: one question each, resource first. Lists page by seek.

mod accounts;
mod activity;
mod authorizations;
mod case_messages;
mod cases;
mod decisions;
mod drafts;
mod entries;
mod evidence;
mod ground;
mod hosts;
pub(crate) mod keys;
mod lives;
mod logins;
mod members;
mod memberships;
mod nodes;
mod notices;
mod oauth;
mod offices;
mod petitions;
mod policies;
mod quotas;
mod review_data;
pub(crate) mod saved_consents;
mod sealed;
mod settings;
mod signing_in;

pub use accounts::{AccountRow, SecretRow, VerifiedSubject};
pub use activity::{CallsRow, RefusalsRow, UsersRow};
pub use authorizations::{AuthorizationRow, RevisionCase, RevisionRow};
pub use case_messages::CaseMessageRow;
pub use cases::CaseRow;
pub use decisions::{DecisionRow, TookRow};
pub use drafts::DraftRow;
pub use entries::{Between, Sought};
pub use evidence::EvidenceRow;
pub use ground::Stood;
pub use hosts::{ConsentRow, HostAppRow, HostKeyRow, UserRow};
pub use lives::RangeRow;
pub use logins::SpentRow;
pub use members::{InvitationRow, MemberRow, SessionRow, VerificationRow};
pub use memberships::{ColleagueRow, OfferRow};
pub use notices::{EndingRow, NoticeRowRead, OverdueRow};
pub use oauth::OAuthRow;
pub use offices::{DueMailRow, MailRowRead, RefusalRowRead};
pub use petitions::{PetitionCase, PetitionRow, ProtectedWordRow, RegisterRow};
pub use policies::{CatalogueRow, PolicyInForceRow, PolicyRow, PolicyVersionRow};
pub use quotas::QuotaRow;
pub use saved_consents::{SavedChunk, SavedCopy};
pub use settings::{FetchPlace, FetchRow, SettingRow, StrangerRow};
pub use signing_in::{AgreementRow, CeremonyRow, FactorRow, ScanRow};

/// How many rows a page may have at most.
pub const PAGE: i64 = 100;
