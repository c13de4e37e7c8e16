//! Authorizations as their account sees them.

mod body;
pub(super) mod give_up;
pub(super) mod list;
pub(super) mod revoke;
pub(super) mod see;
pub(super) mod withdraw;

pub(crate) use body::{AuthorizationBody, GivenReasonBody, OutcomeBody, RevisionBody};
