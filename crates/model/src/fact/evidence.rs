//! Facts about evidence: files, by their ids and the digests of what is sealed on disk.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, Case, EvidenceEnd, EvidenceFile, EvidenceState, Id, MediaType, Member, Viewer};

/// A file was handed in. It stands on disk, sealed, before this is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceStored {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// Whose.
    pub account: AccountNo,
    /// Digest of what is sealed on disk: its name there.
    #[serde(with = "crate::hex32")]
    pub blob: [u8; 32],
    /// Digest of its content, keyed by the account's key.
    #[serde(with = "crate::hex32")]
    pub digest: [u8; 32],
    /// What it is.
    pub media: MediaType,
    /// How long it is, in bytes, before it was sealed.
    pub bytes: i64,
    /// Whether a scanner must see it first.
    pub state: EvidenceState,
    /// Who handed it in.
    pub by: Id<Member>,
    /// The case whose thread it is for; none where it is for applications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Id<Case>>,
    /// What they call it, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// The scanner looked at it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceScanned {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// Whose.
    pub account: AccountNo,
    /// What came of it.
    pub state: EvidenceState,
}

/// Somebody was shown it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceViewed {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// Whose.
    pub account: AccountNo,
    /// Who.
    pub by: Id<Member>,
    /// As whom.
    pub viewer: Viewer,
    /// On which case.
    pub case: Option<Id<Case>>,
}

/// It is gone; the file on disk goes with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceDeleted {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// Whose.
    pub account: AccountNo,
    /// Its name on disk.
    #[serde(with = "crate::hex32")]
    pub blob: [u8; 32],
    /// Why.
    pub why: EvidenceEnd,
}
