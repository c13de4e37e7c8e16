//! How often an account may make which call.

pub(super) mod clear;
pub(super) mod see;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::quotas::Clears;

/// How many of a month's clearings are used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClearsBody {
    /// Used this month.
    used: u32,
    /// Allowed a month.
    limit: u32,
}

impl From<Clears> for ClearsBody {
    fn from(clears: Clears) -> ClearsBody {
        ClearsBody { used: clears.used, limit: clears.limit }
    }
}

#[cfg(test)]
mod tests;
