//! What calls leave behind: counted in memory, written in batches, read for the overview, the error ranking and
//! the impact of a revocation.

mod log;
mod read_activity;
mod read_errors;
mod read_impact;
mod users;

pub(crate) use log::ActivityLog;
pub use read_activity::{ActivityView, DayView, read_activity};
pub use read_errors::{ErrorView, read_errors};
pub use read_impact::{CapabilityImpact, ImpactView, read_impact};
pub(crate) use users::flush_users;

use vermilion_model::{AccountNo, CallNo};

use crate::Desk;

/// How far back is looked, in days.
pub const DAYS: u32 = 30;

impl Desk {
    /// Counts a call that was answered, or refused.
    pub fn count_call(&self, account: AccountNo, call: CallNo, answered: bool) {
        self.activity.count(account, call, answered);
    }
}
