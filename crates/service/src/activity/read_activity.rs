//! Calls, errors and users of an account: today, and day by day.

use std::collections::BTreeMap;

use vermilion_model::Time;

use super::DAYS;
use super::users::{Distinct, flush_users};
use crate::may::See;
use crate::{Desk, Failure, May};

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayView {
    /// When it began, in the platform's zone.
    pub begins: Time,
    /// Calls answered.
    pub calls: u64,
    /// Calls refused.
    pub errors: u64,
}

/// An account's calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityView {
    /// Today's.
    pub today: DayView,
    /// Users that today's calls were about.
    pub users_today: u64,
    /// The last thirty days with any call, the newest first.
    pub days: Vec<DayView>,
}

/// Reads them; this node's own are exact, other nodes' ten seconds old at most.
pub async fn read_activity(desk: &Desk, may: &May<See>) -> Result<ActivityView, Failure> {
    desk.activity.flush(desk).await?;
    flush_users(desk).await?;
    let today = desk.day(desk.now());
    let mut days: BTreeMap<u32, DayView> = BTreeMap::new();
    let none = |day| DayView { begins: desk.day_begins(day), calls: 0, errors: 0 };
    for row in desk.read.calls_since(may.account(), today.saturating_sub(DAYS - 1)).await? {
        let held = days.entry(row.day).or_insert_with(|| none(row.day));
        held.calls += row.answered;
        held.errors += row.refused;
    }
    let mut users = Distinct::default();
    for row in desk.read.users_since(may.account(), today).await? {
        users.add(row.chunk, &row.bits);
    }
    let (now, users_today) = (days.get(&today).copied().unwrap_or_else(|| none(today)), users.count());
    Ok(ActivityView { today: now, users_today, days: days.into_values().rev().collect() })
}
