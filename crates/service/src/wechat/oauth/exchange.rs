//! `/sns/oauth2/access_token`: an OAuth code, once, for a user's tokens.

use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::{OAuthSpent, Traffic};
use vermilion_model::{CallNo, CodeKind, OAuthScope, Scope, Time};
use vermilion_store::OAuthRow;

use super::super::exchange_code::open_code;
use super::super::{Caller, Credential, Obstacle, admit};
use super::grant::{ACCESS_LIFE, OAuthTokens, tokens};
use crate::{Desk, Failure};

/// Exchanges a code; durable before the answer (I5), and at most once over all nodes (I6).
pub async fn exchange_oauth_code(
    desk: &Desk,
    shown: Credential<'_>,
    call: CallNo,
    code: &str,
    now: Time,
) -> Result<OAuthTokens, Obstacle> {
    let (app_id, fetcher) = shown.check(desk, now)?;
    let caller = Caller { account: fetcher.account, now, uptime: desk.uptime() };
    admit(desk, &caller, call, None)?;
    let claims = open_code(desk, CodeKind::OAuth, code, now)?;
    if claims.account != fetcher.account {
        return Err(Obstacle::CodeUnknown);
    }
    let scope = OAuthScope::from_number(claims.scope).ok_or(Obstacle::CodeUnknown)?;
    let pair = Pair { account: claims.account, ordinal: claims.ordinal };
    let consent = scope.shows_profile().then_some(Scope::UserInfo);
    desk.in_force.code_alive(pair, consent, claims.issued)?;
    let spent = OAuthSpent {
        serial: claims.serial.get(),
        account: pair.account,
        ordinal: pair.ordinal,
        scope,
        secret: fetcher.secret,
        key: desk.ring.load().tokens.signing_key(now),
        at: now,
        until: now.plus(ACCESS_LIFE),
    };
    match desk.note(Traffic::OAuthSpent(spent)).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Err(Obstacle::CodeSpent),
        Err(failure) => return Err(failure.into()),
    }
    // I4: what was withdrawn while the code was being spent is not handed over.
    desk.in_force.code_alive(pair, consent, claims.issued)?;
    tokens(desk, &begun(&spent), &app_id, now).await
}

/// The row as it was written.
fn begun(spent: &OAuthSpent) -> OAuthRow {
    OAuthRow {
        serial: spent.serial,
        account: spent.account,
        ordinal: spent.ordinal,
        scope: spent.scope,
        secret: spent.secret,
        refresh_key: spent.key,
        created_at: spent.at,
        key: spent.key,
        issued: spent.at,
        until: spent.until,
        ended_at: None,
    }
}
