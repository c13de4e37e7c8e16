//! Reads the audit log, the newest entry first.

use vermilion_store::Entry;

use crate::may::Audit;
use crate::{Desk, Failure, PlatformMay};

/// The lane of a new installation's facts.
const LANE: u16 = 0;

/// Entries before a number, the newest first, at most `limit`; from the newest of all without one.
pub async fn read_entries(
    desk: &Desk,
    _: &PlatformMay<Audit>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Entry>, Failure> {
    Ok(desk.read.entries_before(LANE, before.unwrap_or(i64::MAX), limit).await?)
}
