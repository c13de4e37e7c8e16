//! Which calls an account may make, and why not.

pub(super) mod body;
pub(super) mod explain;
pub(super) mod list;
pub(super) mod refusal;
