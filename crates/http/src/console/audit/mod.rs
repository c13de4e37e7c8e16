//! The audit log.

mod csv;
pub(super) mod entries;
pub(super) mod export;
mod filter;
pub(super) mod verification;
