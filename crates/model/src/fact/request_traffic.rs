//! Traffic about requests that carry an `Idempotency-Key`.

use crate::{Digest, Time};

/// A request with a key is about to be carried out: the insert is the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestBegun {
    /// Keyed digest of who calls, the path and the key: at most one row, ever.
    pub place: Digest,
    /// The member's or the host app's id.
    pub caller: [u8; 16],
    /// Keyed digest of what was sent.
    pub content: Digest,
    /// When.
    pub at: Time,
}

/// It was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestAnswered {
    /// Which.
    pub place: Digest,
    /// The answer, sealed; none where it is not kept.
    pub answer: Option<Vec<u8>>,
    /// When.
    pub at: Time,
}
