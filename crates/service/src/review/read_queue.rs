//! Reads the queue, the most urgent case first.

use vermilion_model::{Case, CaseState, Id, Time, Turn};

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

/// Which cases are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those in one state.
    State(CaseState),
    /// Open ones whose turn it is.
    Turn(Turn),
}

/// Such cases after a place in the queue, at most `limit`.
pub async fn read_queue(
    desk: &Desk,
    _: &PlatformMay<Review>,
    (which, after): (Which, Place),
    limit: i64,
) -> Result<Vec<CaseSummary>, Failure> {
    let after = (after.due_at, after.case);
    let rows = match which {
        Which::State(state) => desk.read.cases_due_after(state, after, limit).await?,
        Which::Turn(turn) => desk.read.cases_by_turn(turn, after, limit).await?,
    };
    let mut maker = Maker::new(desk, desk.now());
    let mut summaries = Vec::with_capacity(rows.len());
    for row in &rows {
        summaries.push(maker.summary(row).await?);
    }
    Ok(summaries)
}
