//! A request that shows a key of its sender's is done once, however often it is sent.
//!
//! The claim is a row of its own, on disk before the request is carried out. Between the fact's commit and the
//! note of the answer a node may die: then the claim stands without an answer, and whoever sends again is told so
//! instead of being served twice.

mod begin_request;
mod note_answer;
mod written;

pub use begin_request::{Begun, Caller, Claim, Sent, begin_request};
pub use note_answer::{note_answer, release_request};
pub use written::{Written, watch_written};

pub(crate) use written::wrote;

use serde::{Deserialize, Serialize};

/// Longest body of an answer that is kept, in bytes.
pub const LONGEST_KEPT: usize = 64 * 1024;

/// An answer as it is sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The HTTP status.
    pub status: u16,
    /// The body's type, where there is a body.
    pub content_type: Option<String>,
    /// The draft's or setting's version, as it was sent.
    pub etag: Option<String>,
    /// The place in commit order, as text, where a fact was recorded.
    pub seq: Option<String>,
    /// The body; empty where there is none.
    pub body: String,
}
