//! `/wxa/resetusersessionkey`: a new session key at once; the one before dies.

use vermilion_model::Span;
use vermilion_seal::{SessionKeyText, SessionOf};
use vermilion_store::LoginRow;

use super::{Caller, Obstacle, SessionProof};
use crate::Desk;

/// The kind of a row that resets a session; logins have a code's.
const RESET: i64 = 0;

/// Begins a session with a serial of its own; durable before the answer (I5).
pub async fn reset_session(
    desk: &Desk,
    caller: &Caller,
    proof: SessionProof,
) -> Result<SessionKeyText, Obstacle> {
    let serial = desk.serial(caller.now).await?;
    // The latest by (at, serial) wins: behind the session that it ends, even where another node's clock is
    // ahead or its serials are.
    let (began, before) = proof.began;
    let now = desk.store_time(caller.now);
    let at = if now > began || (now == began && serial > before) { now } else { began.plus(Span::millis(1)) };
    let key = desk.ring.load().sessions.signing_key(at);
    let row = LoginRow {
        serial: serial.get(),
        kind: RESET,
        key: i64::from(key),
        account: i64::from(proof.pair.account.0),
        usr: i64::from(proof.pair.ordinal.0),
        at: at.millis(),
    };
    if !desk.spend(row).await? {
        return Err(Obstacle::Busy);
    }
    let of = SessionOf {
        incarnation: desk.incarnation,
        account: proof.pair.account,
        ordinal: proof.pair.ordinal,
        serial,
    };
    let derived = desk.ring.load().sessions.derive(key, &of).ok_or(Obstacle::SessionGone)?;
    Ok(derived.text())
}
