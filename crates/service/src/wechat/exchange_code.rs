//! `/sns/jscode2session`: a login code, once, for an OpenID and a session key.

use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, CodeKind, Time};
use vermilion_seal::{CodeClaims, CodeFault, Holder, OpenId, SessionKeyText, SessionOf, UserIdKind};
use vermilion_store::LoginRow;

use super::{Credential, Obstacle};
use crate::Desk;

/// What a login yields.
#[derive(Debug)]
pub struct Session {
    /// The account.
    pub account: AccountNo,
    /// The user's id within this account.
    pub open_id: OpenId,
    /// The user's id across accounts, where the account is bound to an open-platform account.
    pub union_id: Option<OpenId>,
    /// The key shared with the user's device; the account's server only may have it.
    pub session_key: SessionKeyText,
}

impl Session {
    /// The UnionID's text, where there is one.
    pub fn union_id(&self) -> Option<&str> {
        self.union_id.as_ref().map(OpenId::as_str)
    }
}

/// Opens a code of this kind, whoever it was made for.
pub(crate) fn open_code(desk: &Desk, kind: CodeKind, text: &str, now: Time) -> Result<CodeClaims, Obstacle> {
    let claims = desk.ring.load().codes.open(kind, text, now).map_err(|fault| match fault {
        CodeFault::Malformed | CodeFault::Forged | CodeFault::OtherKind(_) => Obstacle::CodeUnknown,
        CodeFault::Expired(_) => Obstacle::CodeExpired,
    })?;
    if claims.incarnation == desk.incarnation { Ok(claims) } else { Err(Obstacle::CodeUnknown) }
}

/// Exchanges a code; durable before the answer (I5), and at most once over all nodes (I6).
pub async fn exchange_code(
    desk: &Desk,
    shown: Credential<'_>,
    code: &str,
    now: Time,
) -> Result<Session, Obstacle> {
    let (app_id, fetcher) = shown.check(desk, now)?;
    let claims = open_code(desk, CodeKind::Login, code, now)?;
    if claims.account != fetcher.account {
        return Err(Obstacle::CodeUnknown);
    }
    let pair = Pair { account: claims.account, ordinal: claims.ordinal };
    desk.in_force.code_alive(pair, None, claims.issued)?;
    desk.in_force.count_user(pair, now, desk.catalogue.limits().allowances().logins_a_minute)?;
    let row = LoginRow {
        serial: claims.serial.get(),
        kind: i64::from(CodeKind::Login.number()),
        key: i64::from(claims.session_key_id),
        account: i64::from(claims.account.0),
        usr: i64::from(claims.ordinal.0),
        at: desk.store_time(now).millis(),
    };
    if !desk.spend(row).await? {
        return Err(Obstacle::CodeSpent);
    }
    let of = SessionOf {
        incarnation: claims.incarnation,
        account: claims.account,
        ordinal: claims.ordinal,
        serial: claims.serial,
    };
    desk.note_user_of(pair, desk.secret_calls.login, now);
    let ring = desk.ring.load();
    let key = ring.sessions.derive(claims.session_key_id, &of).ok_or(Obstacle::SessionGone)?;
    let user = desk.lives.user(fetcher.account, claims.ordinal);
    let open_id = ring.open_ids.encode(UserIdKind::OpenId, Holder::new(&app_id, fetcher.account), user);
    drop(ring);
    let union_id = super::union_id(desk, pair, now).await?;
    Ok(Session { account: fetcher.account, open_id, union_id, session_key: key.text() })
}
