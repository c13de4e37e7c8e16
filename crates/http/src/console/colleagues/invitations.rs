//! `…/accounts/{app_id}/invitations`: who was invited, inviting, taking an invitation back.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod withdraw;
