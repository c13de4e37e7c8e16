//! Users of a host app.

pub(super) mod change;
pub(super) mod close;
pub(super) mod create;
pub(crate) mod data;
pub(super) mod encrypt_key;
pub(super) mod erase;
pub(super) mod get;
pub(crate) mod phone_data;
pub(super) mod profile;
mod under;
