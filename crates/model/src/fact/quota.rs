//! Facts about quotas: what was cleared, and whose calls are counted at all.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, LimitsState};

/// The day's counters were set back to nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuotaCleared {
    /// Whose.
    pub account: AccountNo,
    /// Of one call, by its name `METHOD:/path`; none means all of them.
    pub call: Option<String>,
    /// The month of the platform's zone that this clearing counts in: twelve times the year, and the
    /// month from nought.
    pub month: u32,
    /// How many a month are allowed: the guard; in the row only.
    #[serde(skip)]
    pub most: u32,
}

/// The account's calls are counted from now on, or no longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitsSwitched {
    /// Whose.
    pub account: AccountNo,
    /// Whether they are.
    pub state: LimitsState,
}
