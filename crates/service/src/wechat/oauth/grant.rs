//! A grant and the tokens that are derived from it.

use vermilion_model::fact::Pair;
use vermilion_model::{AppId, OAuthScope, Scope, Span, Time, TokenKind};
use vermilion_seal::{Holder, OpenId, TokenClaims, TokenText, UserIdKind};
use vermilion_store::OAuthRow;

use super::super::{Caller, Obstacle, union_id::union_id};
use crate::{Desk, Failure};

/// How long an access token lives from its issue or its latest refresh. Source: contract, tokens.
pub(super) const ACCESS_LIFE: Span = Span::secs(7200);
/// How long a refresh token lives; nothing extends it. Source: contract, tokens.
pub(super) const REFRESH_LIFE: Span = Span::days(30);

/// What an exchange or a refresh yields.
#[derive(Debug)]
pub struct OAuthTokens {
    /// A user's token: it reads what the user agreed to and makes no other call.
    pub access_token: TokenText,
    /// Seconds that it lives.
    pub expires_in: i64,
    /// What renews it, thirty days from the user's agreement at most.
    pub refresh_token: TokenText,
    /// The user's id within the account.
    pub open_id: OpenId,
    /// What the tokens show.
    pub scope: OAuthScope,
    /// The user's id across accounts, where the account is bound and the scope shows a profile.
    pub union_id: Option<OpenId>,
}

impl OAuthTokens {
    /// The UnionID's text, where there is one.
    pub fn union_id(&self) -> Option<&str> {
        self.union_id.as_ref().map(OpenId::as_str)
    }
}

/// Who calls with a user's token, once it was believed.
#[derive(Debug, Clone, Copy)]
pub struct OAuthCaller {
    /// The account whose token it is.
    pub caller: Caller,
    /// About whom.
    pub(super) pair: Pair,
    /// What it shows.
    pub(super) scope: OAuthScope,
}

/// What a token of a grant's row says.
fn claims(desk: &Desk, row: &OAuthRow, kind: TokenKind, issued: Time) -> TokenClaims {
    TokenClaims {
        kind,
        account: row.account,
        incarnation: desk.incarnation,
        epoch: 0,
        secret: row.secret,
        issued,
        subject: row.ordinal.0,
        detail: u32::from(row.scope.number()),
    }
}

/// Both tokens of a row, and whose they are.
pub(super) async fn tokens(
    desk: &Desk,
    row: &OAuthRow,
    app_id: &AppId,
    now: Time,
) -> Result<OAuthTokens, Obstacle> {
    let pair = Pair { account: row.account, ordinal: row.ordinal };
    let union_id = if row.scope.shows_profile() { union_id(desk, pair, now).await? } else { None };
    let ring = desk.ring.load();
    let text = |key, kind, issued| ring.tokens.numbered(key, &claims(desk, row, kind, issued), row.serial);
    let user = desk.lives.user(row.account, row.ordinal);
    Ok(OAuthTokens {
        // A key that was dropped ended the tokens that it made.
        access_token: text(row.key, TokenKind::OAuth, row.issued).ok_or(Obstacle::TokenEnded)?,
        expires_in: row.until.since(now).as_secs(),
        refresh_token: text(row.refresh_key, TokenKind::OAuthRefresh, row.created_at)
            .ok_or(Obstacle::TokenEnded)?,
        open_id: ring.open_ids.encode(UserIdKind::OpenId, Holder::new(app_id, row.account), user),
        scope: row.scope,
        union_id,
    })
}

/// The row that a token of this kind names, and what the token says; none where we did not make it.
pub(super) async fn row_of(
    desk: &Desk,
    kind: TokenKind,
    text: &str,
) -> Result<Option<(OAuthRow, TokenClaims)>, Failure> {
    let Ok((claims, serial)) = desk.ring.load().tokens.verify_numbered(text) else { return Ok(None) };
    if claims.kind != kind || claims.incarnation != desk.incarnation {
        return Ok(None);
    }
    let row = desk.read.oauth_by_serial(serial).await?;
    Ok(row.filter(|row| row.account == claims.account).map(|row| (row, claims)))
}

/// Whether what the grant stands on still holds: the user, the user's agreement, the secret's tokens.
pub(super) fn stands(desk: &Desk, row: &OAuthRow) -> Result<(), Obstacle> {
    let account = desk.in_force.account(row.account)?;
    let bits = account.consent_bits(row.ordinal);
    let agreed = bits & Scope::UserInfo.bit().unwrap_or(0) != 0 || !row.scope.shows_profile();
    let living = row.ended_at.is_none() && bits & Scope::GONE == 0 && agreed;
    // A secret that was reset together with its tokens took these along.
    if living && account.epoch(row.secret, TokenKind::Plain).is_some() {
        Ok(())
    } else {
        Err(Obstacle::TokenEnded)
    }
}

impl OAuthCaller {
    /// Believes a user's token or says why not.
    pub async fn of_token(desk: &Desk, text: &str, now: Time) -> Result<OAuthCaller, Obstacle> {
        let (row, claims) = row_of(desk, TokenKind::OAuth, text).await?.ok_or(Obstacle::TokenUnknown)?;
        stands(desk, &row)?;
        // A successor was issued: this one had expired by then.
        let end = if claims.issued == row.issued { row.until } else { claims.issued.plus(ACCESS_LIFE) };
        if now >= end {
            return Err(vermilion_decide::Reason::TokenExpired { at: end }.into());
        }
        if claims.issued != row.issued {
            return Err(Obstacle::TokenEnded);
        }
        let caller = Caller { account: row.account, now, uptime: desk.uptime() };
        let pair = Pair { account: row.account, ordinal: row.ordinal };
        Ok(OAuthCaller { caller, pair, scope: row.scope })
    }
}
