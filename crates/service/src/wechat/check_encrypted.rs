//! `/wxa/business/checkencryptedmsg`: whether the platform encrypted this data for this account.

use vermilion_model::{Span, Time};

use super::{Caller, Obstacle};
use crate::{Desk, Failure};

/// How long it can be asked for. Source: contract.
const ASKED_FOR: Span = Span::days(3);

/// When the data of this SHA-256 was encrypted.
pub async fn check_encrypted(desk: &Desk, caller: &Caller, hash: &[u8; 32]) -> Result<Time, Obstacle> {
    let since = caller.now.minus(ASKED_FOR);
    let at = desk.read.sealed_at(caller.account, hash, since).await.map_err(Failure::from)?;
    at.ok_or(Obstacle::DataUnknown)
}
