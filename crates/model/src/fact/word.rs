//! Facts about the words that no name may contain.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, Digest};

/// An operator protected a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordProtected {
    /// Keyed digest of the word.
    pub digest: Digest,
    /// The account that may use it all the same.
    pub account: Option<AccountNo>,
    /// The word, folded; in the row only.
    #[serde(skip)]
    pub word: String,
}

/// An operator freed a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordFreed {
    /// Keyed digest of the word.
    pub digest: Digest,
    /// The word, folded; in the row only.
    #[serde(skip)]
    pub word: String,
}
