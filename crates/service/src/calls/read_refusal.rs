//! Looks up a refused call by the `rid` that it was told.

use vermilion_model::{AccountNo, Time};

use crate::may::See;
use crate::{Desk, Failure, Kind, May};

/// A refused call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalView {
    /// When.
    pub at: Time,
    /// Method and path.
    pub call: String,
    /// The error code answered.
    pub code: i32,
    /// `reason.<this>` in the language files.
    pub reason: String,
}

/// This account's refused call of this `rid`; another account's is not there.
pub async fn read_refusal(desk: &Desk, may: &May<See>, rid: [u32; 3]) -> Result<RefusalView, Failure> {
    let (account, view) = found(desk, rid).await?.ok_or(Failure::Missing(Kind::Refusal))?;
    if account == Some(may.account()) { Ok(view) } else { Err(Failure::Missing(Kind::Refusal)) }
}

async fn found(desk: &Desk, rid: [u32; 3]) -> Result<Option<(Option<AccountNo>, RefusalView)>, Failure> {
    // Before it was written with its batch it stands in memory.
    if let Some(row) = desk.refusals.waiting(rid) {
        let view = RefusalView { at: row.at, call: row.call, code: row.code, reason: row.reason };
        return Ok(Some((row.account, view)));
    }
    let row = desk.read.refusal_by_rid(rid).await?;
    Ok(row.map(|row| {
        (row.account, RefusalView { at: row.at, call: row.call, code: row.code, reason: row.reason })
    }))
}
