//! The audit log.

pub(super) mod entries;
pub(super) mod verification;
