//! `/wxa/checksession`: whether a signature was made with the user's present session key.

use std::sync::atomic::Ordering;

use vermilion_model::Time;
use vermilion_model::fact::Pair;
use vermilion_seal::{Serial, SessionKey, SessionOf};
use vermilion_store::SpentRow;

use super::{Caller, Obstacle, user_of_open_id};
use crate::{Desk, Failure};

/// A session key (会话密钥) that lives.
#[derive(Debug)]
pub struct LivingSession {
    /// The key.
    pub key: SessionKey,
    /// When the login or the reset was that it began with.
    pub at: Time,
    /// Its serial.
    pub serial: Serial,
}

/// Proof that a caller knew the present session key of one of its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionProof {
    /// Whose.
    pub(super) pair: Pair,
    /// When that session began, and with which serial.
    pub(super) began: (Time, Serial),
}

/// The session key of a user's newest login or reset, while it lives.
pub async fn session_of(desk: &Desk, pair: Pair, now: Time) -> Result<LivingSession, Obstacle> {
    let row = newest(desk, pair).await?;
    let row = row.ok_or(Obstacle::SessionGone)?;
    if desk.store_time(now).since(row.at) > desk.settings.session_key_life {
        return Err(Obstacle::SessionGone);
    }
    let serial = Serial::new(row.serial).ok_or(Obstacle::SessionGone)?;
    let of =
        SessionOf { incarnation: desk.incarnation, account: pair.account, ordinal: pair.ordinal, serial };
    let key = desk.ring.load().sessions.derive(row.key, &of).ok_or(Obstacle::SessionGone)?;
    Ok(LivingSession { key, at: row.at, serial })
}

/// The row of a pair's newest login or reset. Where several nodes write, the store alone knows it.
async fn newest(desk: &Desk, pair: Pair) -> Result<Option<SpentRow>, Obstacle> {
    let known = desk.sessions_known.load(Ordering::Acquire);
    let found = if known && !desk.read.indexes_sessions() {
        match desk.in_force.newest_session(pair)? {
            Some(serial) => desk.read.login_by_serial(serial).await,
            None => return Ok(None),
        }
    } else {
        // On SQLite in the first moments after a start: what is not in memory yet is looked for, row by row.
        desk.read.session_by_user(pair).await
    };
    Ok(found.map_err(Failure::from)?)
}

/// Asks `verify` whether the signature fits the session key's text.
pub async fn check_session(
    desk: &Desk,
    caller: &Caller,
    open_id: &str,
    verify: impl FnOnce(&str) -> bool + Send,
) -> Result<SessionProof, Obstacle> {
    let ordinal = user_of_open_id(desk, caller.account, open_id)?;
    let pair = Pair { account: caller.account, ordinal };
    desk.in_force.code_alive(pair, None, caller.now)?;
    let session = session_of(desk, pair, caller.now).await?;
    if verify(session.key.text().expose()) {
        Ok(SessionProof { pair, began: (session.at, session.serial) })
    } else {
        Err(Obstacle::SignatureWrong)
    }
}
