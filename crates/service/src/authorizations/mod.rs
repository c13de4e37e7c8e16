//! What an applicant does: fill in, check, submit, take back, give up, revoke.

mod check;
mod checked;
mod drop_draft;
mod form;
mod give_up;
mod preflight_draft;
mod read_authorizations;
mod read_drafts;
mod revoke_authorization;
mod save_draft;
mod submit_draft;
mod view;
mod withdraw_submission;

pub use check::Finding;
pub use drop_draft::drop_draft;
pub use form::{Evidence, Form};
pub use give_up::give_up;
pub use preflight_draft::preflight_draft;
pub use read_authorizations::{read_authorization, read_authorizations};
pub use read_drafts::{DraftView, read_draft, read_drafts};
pub use revoke_authorization::revoke_authorization;
pub use save_draft::{begin_draft, save_draft};
pub use submit_draft::submit_draft;
pub use view::{
    AuthorizationView, GivenReason, OutcomeView, PendingView, RevisionView, State, capability_ids,
};
pub use withdraw_submission::withdraw_submission;

pub(crate) use check::{CAPABILITIES_MAX, Verdict, purpose, until};
pub(crate) use checked::authorization_row;
pub(crate) use form::{account_key, document_place, draft_place, open_document};
pub(crate) use give_up::named;
pub(crate) use view::{Maker, given_reasons, state};
