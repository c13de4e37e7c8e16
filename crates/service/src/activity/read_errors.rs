//! The error ranking: which of an account's calls were refused most, and why.

use std::collections::HashMap;

use vermilion_model::Time;

use super::DAYS;
use crate::may::See;
use crate::{Desk, Failure, May};

/// How many kinds are shown.
const SHOWN: usize = 100;

/// Refusals of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorView {
    /// Which call, by its name.
    pub call: String,
    /// The error code.
    pub code: i32,
    /// `reason.<this>` in the language files.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The last one's time.
    pub last_at: Time,
    /// The last one's `rid`.
    pub last_rid: [u32; 3],
}

/// Those of so many days, today included; the most frequent first, at most a hundred kinds.
///
/// # Errors
/// A fault at `/days` outside 1 to 30.
pub async fn read_errors(desk: &Desk, may: &May<See>, days: u32) -> Result<Vec<ErrorView>, Failure> {
    if !(1..=DAYS).contains(&days) {
        let fault = vermilion_model::FieldFault::new("/days", "out_of_range");
        return Err(fault.with("min", &1).with("max", &DAYS).into());
    }
    desk.activity.flush(desk).await?;
    let since = desk.day(desk.now()).saturating_sub(days - 1);
    let mut kinds: HashMap<(String, i32, String), ErrorView> = HashMap::new();
    for row in desk.read.refusals_since(may.account(), since).await? {
        let key = (row.call.clone(), row.code, row.reason.clone());
        let (call, code, reason) = key.clone();
        let (last_at, last_rid) = (row.last_at, row.last_rid);
        let new = ErrorView { call, code, reason, count: 0, last_at, last_rid };
        let held = kinds.entry(key).or_insert(new);
        held.count += row.count;
        if last_at >= held.last_at {
            (held.last_at, held.last_rid) = (last_at, last_rid);
        }
    }
    let mut views: Vec<ErrorView> = kinds.into_values().collect();
    views.sort_by(|a, b| (b.count, b.last_at, &a.call, a.code).cmp(&(a.count, a.last_at, &b.call, b.code)));
    views.truncate(SHOWN);
    Ok(views)
}
