//! Facts about users and what they allowed.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, Id, Ordinal, Scope, User};

/// A user allowed one account a standing scope, or agreed to its notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// Who.
    pub user: Id<User>,
    /// Whom.
    pub account: AccountNo,
    /// The user's number there.
    pub ordinal: Ordinal,
    /// What.
    pub scope: Scope,
    /// Under which privacy notice.
    pub notice: u32,
}

/// 撤回同意: ends it at once and kills unspent codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// Who.
    pub user: Id<User>,
    /// From whom.
    pub account: AccountNo,
    /// The user's number there.
    pub ordinal: Ordinal,
    /// What.
    pub scope: Scope,
}

/// A user as one account knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// The account.
    pub account: AccountNo,
    /// The user's number there.
    pub ordinal: Ordinal,
}

/// The host app closed a user: gone from every account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserClosed {
    /// Who.
    pub user: Id<User>,
    /// The user's pairs.
    pub pairs: Vec<Pair>,
}

/// I10: the user's key is destroyed; what it sealed is readable nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserErased {
    /// Who.
    pub user: Id<User>,
    /// The user's pairs.
    pub pairs: Vec<Pair>,
}
