//! The review desk.

pub(super) mod approve;
mod body;
mod lines;
pub(super) mod queue;
pub(super) mod reasons;
pub(super) mod reject;
pub(super) mod see;
pub(super) mod take;

pub(crate) use body::{CaseBody, CaseDetailBody};
