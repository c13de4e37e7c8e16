//! Accounts, whoever holds them.

pub(in crate::console) mod limits;
pub(in crate::console) mod list;
pub(in crate::console) mod restore;
pub(in crate::console) mod suspend;

use serde::Deserialize;
use utoipa::ToSchema;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandingChange {
    /// A code such as `fraud`: lower-case letters, digits and `_`; the audit log keeps no free text.
    pub(in crate::console) reason: String,
}
