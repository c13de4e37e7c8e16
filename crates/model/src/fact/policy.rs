//! Facts about the platform's own rules and its catalogue.

use serde::{Deserialize, Serialize};

use crate::{Id, Member};

/// A rule's text was saved as another version; what is in force stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicySaved {
    /// Which.
    pub policy: String,
    /// The new version, from 1.
    pub version: i64,
    /// The version in force, where this is the first that an operator wrote.
    pub enabled: Option<i64>,
    /// Digest of the text.
    #[serde(with = "crate::hex32")]
    pub digest: [u8; 32],
    /// Who.
    pub by: Id<Member>,
    /// The text; in the row only.
    #[serde(skip)]
    pub text: String,
}

/// A version is in force, in place of any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyEnabled {
    /// Which.
    pub policy: String,
    /// The version; 0 came with the platform.
    pub version: i64,
}

/// None of its versions is in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyDisabled {
    /// Which.
    pub policy: String,
}

/// Another version of the catalogue was applied: in force on each node from its next start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CatalogueApplied {
    /// Its version.
    pub version: u32,
    /// The version that it follows.
    pub before: u32,
    /// Digest of the text.
    #[serde(with = "crate::hex32")]
    pub digest: [u8; 32],
    /// Who.
    pub by: Id<Member>,
    /// The text; in the row only.
    #[serde(skip)]
    pub text: String,
}
