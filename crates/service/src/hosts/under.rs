//! Under which session key a client's data is sealed.

use std::sync::Arc;

use vermilion_decide::AccountState;
use vermilion_model::fact::Pair;
use vermilion_model::{CodeKind, Id, Refusal, Time, User};
use vermilion_seal::{CodeClaims, SessionKey, SessionOf};

use super::HostCaller;
use crate::wechat::{Obstacle, open_code, session_of};
use crate::{Desk, Failure};

/// As the host app names it.
#[derive(Debug, Clone, Copy)]
pub enum Under<'a> {
    /// The key that an unspent login code will yield; the code stays unspent.
    Code(&'a str),
    /// The key of the user's latest session with the mini program of this AppID.
    Session(&'a str),
}

/// For whom data is sealed.
#[derive(Debug)]
pub struct Sealing {
    /// The mini program.
    pub(super) account: Arc<AccountState>,
    /// The user's pair with it.
    pub(super) pair: Pair,
    /// The session's key.
    pub session_key: SessionKey,
    /// When.
    pub at: Time,
}

/// Finds the key, if the mini program may run in this host app now.
pub(super) async fn sealing(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    under: Under<'_>,
) -> Result<Sealing, Failure> {
    let at = desk.now();
    match under {
        Under::Code(code) => {
            let claims = open_code(desk, CodeKind::Login, code, at).map_err(|_| Refusal::CodeWrong)?;
            unspent(desk, user, &claims).await?;
            let account = desk.in_force.account(claims.account)?;
            by.mini_program(desk, account.app_id.as_str())?;
            let key = desk.ring.load().sessions.derive(claims.session_key_id, &session(&claims));
            let pair = Pair { account: claims.account, ordinal: claims.ordinal };
            Ok(Sealing { account, pair, session_key: key.ok_or(Refusal::CodeWrong)?, at })
        }
        Under::Session(app_id) => {
            let account = by.mini_program(desk, app_id)?;
            let ordinal = desk.read.ordinal_of_pair(account.no, user).await?;
            let pair = Pair { account: account.no, ordinal: ordinal.ok_or(Refusal::NoSession)? };
            let session = session_of(desk, pair, at).await.map_err(no_session)?;
            Ok(Sealing { account, pair, session_key: session.key, at })
        }
    }
}

fn no_session(obstacle: Obstacle) -> Failure {
    match obstacle {
        Obstacle::SessionGone => Refusal::NoSession.into(),
        Obstacle::Denied(reason) => reason.into(),
        Obstacle::Broken(fault) => Failure::Broken(fault),
        _ => Failure::Busy,
    }
}

/// This user's, and neither spent nor dead.
async fn unspent(desk: &Desk, user: Id<User>, claims: &CodeClaims) -> Result<(), Failure> {
    let ordinal = desk.read.ordinal_of_pair(claims.account, user).await?;
    let spent = desk.read.login_by_serial(claims.serial.get()).await?;
    let pair = Pair { account: claims.account, ordinal: claims.ordinal };
    let alive = desk.in_force.code_alive(pair, None, claims.issued).is_ok();
    if ordinal == Some(claims.ordinal) && spent.is_none() && alive {
        Ok(())
    } else {
        Err(Refusal::CodeWrong.into())
    }
}

fn session(claims: &CodeClaims) -> SessionOf {
    SessionOf {
        incarnation: claims.incarnation,
        account: claims.account,
        ordinal: claims.ordinal,
        serial: claims.serial,
    }
}
