//! Reads the queue, the most urgent case first.

use vermilion_model::{Case, CaseState, Id, Time};

use super::summary::{CaseSummary, Maker};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay};

/// A place in the queue: what stands there has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When that case is due.
    pub due_at: Time,
    /// Which it is.
    pub case: Id<Case>,
}

impl Place {
    /// Before the first.
    pub const START: Place = Place { due_at: Time::from_millis(i64::MIN), case: Id::from_bytes([0; 16]) };
}

/// Cases in one state after a place in the queue, at most `limit`.
pub async fn read_queue(
    desk: &Desk,
    _: &PlatformMay<Review>,
    (state, after): (CaseState, Place),
    limit: i64,
) -> Result<Vec<CaseSummary>, Failure> {
    let rows = desk.read.cases_due_after(state, (after.due_at, after.case), limit).await?;
    let mut maker = Maker::new(desk, desk.now());
    let mut summaries = Vec::with_capacity(rows.len());
    for row in &rows {
        summaries.push(maker.summary(row).await?);
    }
    Ok(summaries)
}
