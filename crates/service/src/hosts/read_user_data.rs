//! What a mini program's client carries to its server: a user's profile, to be sealed under the
//! session key that an unspent login code will yield.

use vermilion_model::fact::Pair;
use vermilion_model::{AppId, CodeKind, Id, Refusal, Scope, Time, User};
use vermilion_seal::{CodeClaims, Holder, OpenId, SessionKey, SessionOf, UserIdKind};

use super::{HostCaller, read_user};
use crate::wechat::open_code;
use crate::{Desk, Failure};

/// A user as one account may see them.
#[derive(Debug)]
pub struct UserData {
    /// Whom it is for.
    pub app_id: AppId,
    /// When it was read.
    pub at: Time,
    /// The user's id within that account.
    pub open_id: OpenId,
    union_id: Option<OpenId>,
    /// The nickname, if the user lets the account see it.
    pub nickname: Option<String>,
    /// The avatar, likewise.
    pub avatar_url: Option<String>,
    /// The key that the code will yield.
    pub session_key: SessionKey,
}

impl UserData {
    /// The user's id across accounts, where the account is bound to an open-platform account.
    pub fn union_id(&self) -> Option<&str> {
        self.union_id.as_ref().map(OpenId::as_str)
    }
}

/// Reads a user's data for the account of an unspent login code, which stays unspent.
pub async fn read_user_data(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    code: &str,
) -> Result<UserData, Failure> {
    let row = by.living_user(desk, user).await?;
    let now = desk.now();
    let claims = open_code(desk, CodeKind::Login, code, now).map_err(|_| Refusal::CodeWrong)?;
    unspent(desk, user, &claims).await?;
    let account = desk.in_force.account(claims.account)?;
    by.mini_program(desk, account.app_id.as_str())?;
    let person = read_user::person(desk, user, &row.sealed).await?.ok_or(Refusal::UserGone)?;
    // What the user did not allow the account to see is not handed over.
    let sees = account.consent_bits(claims.ordinal) & Scope::UserInfo.bit().unwrap_or(0) != 0;
    let ring = desk.ring.load();
    let number = desk.lives.user(account.no, claims.ordinal);
    let holder = Holder::new(&account.app_id, account.no);
    let session_key = ring.sessions.derive(claims.session_key_id, &session(&claims));
    Ok(UserData {
        app_id: account.app_id,
        at: now,
        open_id: ring.open_ids.encode(UserIdKind::OpenId, holder, number),
        union_id: None,
        nickname: person.nickname.filter(|_| sees),
        avatar_url: person.avatar_url.filter(|_| sees),
        session_key: session_key.ok_or(Refusal::CodeWrong)?,
    })
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
