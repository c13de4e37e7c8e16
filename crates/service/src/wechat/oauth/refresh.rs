//! `/sns/oauth2/refresh_token`: more time for an access token that lives, a successor for one that does not.

use vermilion_decide::Reason;
use vermilion_model::fact::traffic::{OAuthRenewed, Traffic};
use vermilion_model::{AppId, CallNo, Time, TokenKind};
use vermilion_store::OAuthRow;

use super::super::{Caller, Obstacle, admit};
use super::grant::{ACCESS_LIFE, OAuthTokens, REFRESH_LIFE, row_of, stands, tokens};
use crate::{Desk, Failure};

/// Other requests may refresh at the same moment; whoever loses reads what the winner wrote.
const TRIES: usize = 4;

/// Renews the access token of the grant that the refresh token names.
pub async fn refresh_oauth_token(
    desk: &Desk,
    app_id: &AppId,
    call: CallNo,
    refresh_token: &str,
    now: Time,
) -> Result<OAuthTokens, Obstacle> {
    let account = desk.in_force.account_by_app_id(app_id)?;
    let caller = Caller { account: account.no, now, uptime: desk.uptime() };
    admit(desk, &caller, call, None)?;
    for _ in 0..TRIES {
        let row = living(desk, &caller, refresh_token).await?;
        let renewed = renewal(desk, &row, now);
        match desk.note(Traffic::OAuthRenewed(renewed)).await {
            Ok(()) => {
                let row = OAuthRow { key: renewed.key, issued: renewed.issued, until: renewed.until, ..row };
                return tokens(desk, &row, app_id, now).await;
            }
            // Renewed or ended meanwhile: the row tells.
            Err(Failure::Stale) => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Err(Obstacle::Busy)
}

async fn living(desk: &Desk, caller: &Caller, refresh_token: &str) -> Result<OAuthRow, Obstacle> {
    let found = row_of(desk, TokenKind::OAuthRefresh, refresh_token).await?;
    let (row, claims) = found.ok_or(Obstacle::RefreshUnknown)?;
    if row.account != caller.account {
        return Err(Reason::AppUnknown.into());
    }
    if caller.now >= claims.issued.plus(REFRESH_LIFE) {
        return Err(Obstacle::RefreshExpired);
    }
    stands(desk, &row).map_err(|_| Obstacle::RefreshEnded)?;
    Ok(row)
}

fn renewal(desk: &Desk, row: &OAuthRow, now: Time) -> OAuthRenewed {
    let lives = now < row.until;
    let (key, issued) =
        if lives { (row.key, row.issued) } else { (desk.ring.load().tokens.signing_key(now), now) };
    // Never shorter than it was: another node's clock may be ahead.
    let until = now.plus(ACCESS_LIFE).max(row.until);
    OAuthRenewed { serial: row.serial, before: row.until, key, issued, until }
}
