//! Codes that a user's act draws, and what goes with them.

pub(super) mod login;
pub(super) mod oauth;
pub(super) mod phone;
pub(crate) mod sealed;
