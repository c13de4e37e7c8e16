//! Facts about an account's development settings.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, AllowList, Digest, MessagePush, SecretNo, ServerDomains, Time};

/// From which addresses its secrets may fetch tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AllowListSet {
    /// Whose.
    pub account: AccountNo,
    /// The version that was on the screen; 0 makes it.
    pub version: i64,
    /// The list.
    pub list: AllowList,
}

/// Which hosts its mini program may talk to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerDomainsSet {
    /// Whose.
    pub account: AccountNo,
    /// The version that was on the screen; 0 makes it.
    pub version: i64,
    /// The lists.
    pub domains: ServerDomains,
    /// The month of the platform's zone that this change counts in, as in `QuotaCleared`.
    pub month: u32,
    /// How many changes a month are allowed: a guard; in the row only.
    #[serde(skip)]
    pub most: u32,
}

/// Where its server wants to be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessagePushSet {
    /// Whose.
    pub account: AccountNo,
    /// The version that was on the screen; 0 makes it.
    pub version: i64,
    /// Where to, and how.
    pub push: MessagePush,
    /// Token, key and the key before, sealed (I9); in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// A secret will stop working at a time, or no longer will.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretRetirementPlanned {
    /// Whose.
    pub account: AccountNo,
    /// Which.
    pub secret: SecretNo,
    /// When; none takes the plan back.
    pub at: Option<Time>,
}

/// A secret that may have leaked died with its tokens, and another took its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretReplaced {
    /// Whose.
    pub account: AccountNo,
    /// The one that died.
    pub leaked: SecretNo,
    /// The new one's number.
    pub secret: SecretNo,
    /// Keyed digest of the new one (I9).
    pub digest: Digest,
    /// What the owner calls it; in the row only.
    #[serde(skip)]
    pub name: String,
}
