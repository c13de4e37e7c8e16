//! The checks before any call with a token: the token, then the one question.

use vermilion_decide::{Ask, TokenView, decide};
use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, CallNo, Ordinal, Span, Time, TokenKind};

use super::Obstacle;
use crate::Desk;

/// Who calls, once the token was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The account whose token it is.
    pub account: AccountNo,
    /// When.
    pub now: Time,
    /// By the boot clock.
    pub uptime: Span,
}

impl Caller {
    /// Believes a token or says why not.
    pub fn of_token(desk: &Desk, text: &str, now: Time) -> Result<Caller, Obstacle> {
        let claims = desk.ring.load().tokens.verify(text).map_err(|_| Obstacle::TokenUnknown)?;
        if claims.incarnation != desk.incarnation {
            return Err(Obstacle::TokenUnknown);
        }
        if !matches!(claims.kind, TokenKind::Plain | TokenKind::Stable) {
            return Err(Obstacle::TokenOfAnotherKind);
        }
        let view = TokenView {
            kind: claims.kind,
            account: claims.account,
            secret: claims.secret,
            epoch: claims.epoch,
            issued: claims.issued,
        };
        let account = desk.in_force.check_token(&view, now)?;
        Ok(Caller { account, now, uptime: desk.uptime() })
    }
}

/// What a token says, if we made it in this life of the store; whether it lives is another question.
pub fn token_shown(desk: &Desk, text: &str) -> Option<TokenView> {
    let claims = desk.ring.load().tokens.verify(text).ok()?;
    (claims.incarnation == desk.incarnation).then_some(TokenView {
        kind: claims.kind,
        account: claims.account,
        secret: claims.secret,
        epoch: claims.epoch,
        issued: claims.issued,
    })
}

/// Whether the caller may make this call, about this user where one is named.
pub fn admit(desk: &Desk, caller: &Caller, call: CallNo, user: Option<Ordinal>) -> Result<(), Obstacle> {
    let ask = Ask {
        actor: caller.account,
        on_behalf_of: None,
        call,
        user,
        uptime: caller.uptime,
        day: desk.day(caller.now),
    };
    let allowed = decide(&desk.in_force, &ask, caller.now)?;
    if let Some(ordinal) = user {
        desk.note_user(Pair { account: allowed.account, ordinal }, call, caller.now);
    }
    Ok(())
}
