//! `/wxa/checksession`: whether a signature was made with the user's present session key.

use vermilion_model::fact::Pair;
use vermilion_seal::{Serial, SessionKey, SessionOf};

use super::{Caller, Obstacle, user_of_open_id};
use crate::{Desk, Failure};

/// The session key of a user's newest login or reset, while it lives.
pub async fn session_of(desk: &Desk, caller: &Caller, pair: Pair) -> Result<SessionKey, Obstacle> {
    let row = match desk.in_force.newest_session(pair)? {
        Some(serial) => desk.read.login_by_serial(serial).await.map_err(Failure::from)?,
        None => desk.read.session_by_user(pair).await.map_err(Failure::from)?,
    };
    let row = row.ok_or(Obstacle::SessionGone)?;
    if caller.now.since(row.at) > desk.settings.session_key_life {
        return Err(Obstacle::SessionGone);
    }
    let of = SessionOf {
        incarnation: desk.incarnation,
        account: pair.account,
        ordinal: pair.ordinal,
        serial: Serial::new(row.serial).ok_or(Obstacle::SessionGone)?,
    };
    desk.ring.load().sessions.derive(row.key, &of).ok_or(Obstacle::SessionGone)
}

/// Asks `verify` whether the signature fits the session key's text.
pub async fn check_session(
    desk: &Desk,
    caller: &Caller,
    open_id: &str,
    verify: impl FnOnce(&str) -> bool + Send,
) -> Result<(), Obstacle> {
    let ordinal = user_of_open_id(desk, caller.account, open_id)?;
    let pair = Pair { account: caller.account, ordinal };
    desk.in_force.code_alive(pair, None, caller.now)?;
    let key = session_of(desk, caller, pair).await?;
    if verify(key.text().expose()) { Ok(()) } else { Err(Obstacle::SignatureWrong) }
}
