//! How often an account may make which call: blocks leased, counted, cleared and looked at.

mod clear_quotas;
mod count_forced;
mod lease_quota;
mod read_quotas;
mod switch_limits;

pub use clear_quotas::{Cleared, clear_for_account, clear_quotas};
pub(crate) use count_forced::count_forced;
pub use lease_quota::lease_quota;
pub(crate) use lease_quota::{give_back, give_back_idle};
pub use read_quotas::{Clears, QuotaView, QuotasView, quota_of_call, read_quotas};
pub use switch_limits::switch_limits;

use vermilion_model::Time;

use crate::{Desk, Failure};

/// The word under which all clearings of a month are counted, and those of single calls.
const CLEARS: [&str; 2] = ["clear", "clear_one"];

impl Desk {
    /// The month of the platform's zone: twelve times the year, and the month from nought.
    pub(crate) fn month(&self, now: Time) -> Result<u32, Failure> {
        let local = now.plus(self.settings.zone_offset);
        let at = jiff::Timestamp::from_millisecond(local.millis()).map_err(Failure::broken)?;
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let months = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        u32::try_from(months).map_err(Failure::broken)
    }
}
