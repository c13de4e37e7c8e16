//! `/cgi-bin/token`: a new token at every call; the one before lives five minutes more.

use std::sync::Arc;

use vermilion_decide::{AccountState, Fetcher, Reason, TOKEN_LIFE};
use vermilion_model::{AccountNo, AppId, Time, TokenKind};
use vermilion_seal::{DigestOf, TokenClaims, TokenText};

use super::secret_calls::count;
use super::{Asking, Obstacle};
use crate::Desk;
use crate::callers::Fetch;

/// AppID and AppSecret as shown.
#[derive(Clone, Copy)]
pub struct Credential<'a> {
    /// As sent; not yet an AppID.
    pub app_id: &'a str,
    /// As sent.
    pub secret: &'a str,
}

impl std::fmt::Debug for Credential<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credential({})", self.app_id)
    }
}

/// A token and how long it lives.
#[derive(Debug)]
pub struct Fetched {
    /// The text.
    pub token: TokenText,
    /// Seconds.
    pub expires_in: i64,
    /// Whose it is.
    pub account: AccountNo,
}

impl Credential<'_> {
    /// Believes the pair or says why not.
    pub fn check(&self, desk: &Desk, now: Time) -> Result<(AppId, Fetcher), Obstacle> {
        self.prove(desk, now).map(|(app_id, fetcher, _)| (app_id, fetcher))
    }

    /// The same, and the account as it stood then.
    pub(super) fn prove(
        &self,
        desk: &Desk,
        now: Time,
    ) -> Result<(AppId, Fetcher, Arc<AccountState>), Obstacle> {
        let app_id: AppId = self.app_id.parse().map_err(|_| Reason::AppUnknown)?;
        let ring = desk.ring.load();
        let (within, shown) = (app_id.as_str().as_bytes(), self.secret.as_bytes());
        let matches = |digest: &_| ring.digests.matches(digest, DigestOf::AppSecret, within, shown);
        let (fetcher, account) = desk.in_force.prove_secret(&app_id, (desk.uptime(), now), matches)?;
        desk.callers.used(fetcher.account, fetcher.secret, desk.day(now));
        Ok((app_id, fetcher, account))
    }
}

/// Issues a token; writes nothing.
pub fn fetch_token(desk: &Desk, shown: Credential<'_>, asking: Asking) -> Result<Fetched, Obstacle> {
    let now = asking.now;
    let (_, fetcher, account) = shown.prove(desk, now)?;
    let admission = asking.admitted(desk, &account)?;
    count(desk, &account, desk.secret_calls.token, now)?;
    asking.note(desk, fetcher, admission);
    let issued = desk.in_force.issue_token_to(&account, fetcher.secret, now)?;
    let claims = TokenClaims {
        kind: TokenKind::Plain,
        account: fetcher.account,
        incarnation: desk.incarnation,
        epoch: issued.epoch,
        secret: fetcher.secret,
        issued: issued.at,
        subject: 0,
        detail: 0,
    };
    let token = desk.ring.load().tokens.issue(&claims, &*desk.entropy);
    desk.callers.fetched(&Fetch {
        account: fetcher.account,
        secret: fetcher.secret,
        kind: TokenKind::Plain,
        forced: false,
        client: asking.client,
        at: issued.at,
    });
    Ok(Fetched { token, expires_in: TOKEN_LIFE.as_secs(), account: fetcher.account })
}
