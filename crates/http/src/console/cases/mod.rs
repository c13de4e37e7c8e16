//! An account's own cases on the review desk.

pub(super) mod answer;
pub(super) mod appeal;
mod body;
pub(super) mod content;
pub(super) mod discard;
pub(super) mod list;
pub(super) mod messages;
pub(super) mod see;
pub(super) mod upload;
pub(super) mod withdraw;
mod words;

pub(crate) use body::OwnCaseBody;
pub(crate) use words::MessageWords;
