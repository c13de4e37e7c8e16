//! Facts about host apps and what may run in them.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, Digest, HostApp, Id};

/// A host app was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostAppMade {
    /// Which.
    pub host_app: Id<HostApp>,
    /// Its name; an organisation's product, in the row only.
    #[serde(skip)]
    pub name: String,
}

/// A host app got a key for the host API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostKeyIssued {
    /// Whose.
    pub host_app: Id<HostApp>,
    /// Its number within the host app.
    pub number: u32,
    /// Keyed digest of it.
    pub digest: Digest,
}

/// A key of a host app stopped working.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostKeyRevoked {
    /// Whose.
    pub host_app: Id<HostApp>,
    /// Which.
    pub number: u32,
}

/// 上架: the account may run in this host app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountListed {
    /// Where.
    pub host_app: Id<HostApp>,
    /// Which.
    pub account: AccountNo,
}

/// 下架: its logins are refused there from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountUnlisted {
    /// Where.
    pub host_app: Id<HostApp>,
    /// Which.
    pub account: AccountNo,
}
