//! The review desk.

pub(super) mod approve;
pub(super) mod ask;
mod body;
pub(super) mod checks;
pub(super) mod content;
pub(super) mod discard;
pub(super) mod evidence;
pub(super) mod evidence_content;
pub(super) mod give_back;
pub(super) mod hand_over;
mod lines;
pub(super) mod messages;
pub(super) mod notes;
pub(super) mod queue;
pub(super) mod reasons;
pub(super) mod reject;
pub(super) mod reviewers;
pub(super) mod see;
pub(super) mod take;
pub(super) mod upload;
mod verdicts;

pub(crate) use body::{CaseBody, CaseDetailBody, PersonBody};
