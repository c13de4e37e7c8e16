//! Users of a host app.

pub(super) mod close;
pub(super) mod create;
pub(super) mod data;
pub(super) mod erase;
pub(super) mod get;
