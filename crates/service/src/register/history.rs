//! What was ever asked of one field of the register, and how it ended.

use vermilion_model::{RegisterField, Time};

use super::read_register::Reading;
use crate::authorizations::GivenReason;
use crate::may::See;
use crate::{Desk, Failure, May};

/// How many changes are shown, the newest first.
const SHOWN: i64 = 100;

/// One change.
pub struct PastChange {
    /// What it said before.
    pub before: Option<String>,
    /// What was asked for.
    pub value: String,
    /// When.
    pub submitted_at: Time,
    /// `approved`, `rejected` or `withdrawn`; nothing while it waits.
    pub outcome: Option<String>,
    /// When that was.
    pub decided_at: Option<Time>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
}

impl std::fmt::Debug for PastChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PastChange({:?})", self.outcome)
    }
}

/// The newest changes of one field, at most a hundred.
///
/// # Errors
/// A fault at `/field` where it is no such field.
pub async fn register_history(desk: &Desk, may: &May<See>, field: &str) -> Result<Vec<PastChange>, Failure> {
    let field = RegisterField::from_word(field).ok_or_else(|| Failure::field("/field", "unknown"))?;
    let reading = Reading::of(desk, may).await?;
    let rows = desk.read.petitions_of_kind(may.account(), field.case_kind(), SHOWN).await?;
    rows.iter().map(|row| reading.past(row)).collect()
}
