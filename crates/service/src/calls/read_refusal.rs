//! Looks up a refused call by the `rid` that it was told.

use vermilion_model::fact::traffic::{RefusalRow, ShownToken};
use vermilion_model::{AccountNo, Span, Time};
use vermilion_store::RefusalRowRead;

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
    /// The caller's address, where it was kept.
    pub client: Option<String>,
    /// The names of the query's parameters, joined by `&`.
    pub query: String,
    /// How long it took.
    pub cost: Span,
    /// The token that was shown, where this installation made it.
    pub token: Option<ShownToken>,
}

/// This account's refused call of this `rid`; another account's is not there.
pub async fn read_refusal(desk: &Desk, may: &May<See>, rid: [u32; 3]) -> Result<RefusalView, Failure> {
    let (account, view) = refusal_of_account(desk, rid).await?.ok_or(Failure::Missing(Kind::Refusal))?;
    if account == Some(may.account()) { Ok(view) } else { Err(Failure::Missing(Kind::Refusal)) }
}

/// A refused call and whose it was, where that is known.
pub async fn refusal_of_account(
    desk: &Desk,
    rid: [u32; 3],
) -> Result<Option<(Option<AccountNo>, RefusalView)>, Failure> {
    // Before it was written with its batch it stands in memory.
    if let Some(row) = desk.refusals.pending(rid) {
        let RefusalRow { at, account, call, code, reason, client, query, cost, token, .. } = row;
        return Ok(Some((account, RefusalView { at, call, code, reason, client, query, cost, token })));
    }
    let row = desk.read.refusal_by_rid(rid).await?;
    Ok(row.map(|row| {
        let RefusalRowRead { at, account, call, code, reason, client, query, cost, token } = row;
        (account, RefusalView { at, call, code, reason, client, query, cost, token })
    }))
}
