//! `/cgi-bin/stable_token`: the same token until five minutes before its end, on every node and
//! after a restart, because its text is derived from one stored row.

use std::sync::Arc;

use vermilion_decide::{AccountState, Fetcher, Reason, StableToken, TOKEN_LIFE};
use vermilion_model::fact::traffic::{StableRenewed, Traffic};
use vermilion_model::fact::{Actor, StableRow, TokensEnded};
use vermilion_model::{Span, Time, TokenKind};
use vermilion_seal::TokenClaims;

use super::secret_calls::count;
use super::{Asking, Credential, Fetched, Obstacle};
use crate::callers::Fetch;
use crate::keys::reload_now;
use crate::quotas::count_forced;
use crate::{Desk, Failure};

/// It is renewed this long before its end; both work meanwhile.
const RENEWED_BEFORE: Span = Span::mins(5);
/// A forced refresh sooner than this after the last forced one acts as a normal call.
const FORCE_APART: Span = Span::secs(30);
/// Other nodes may renew at the same moment; whoever loses reads what the winner wrote.
/// The first try is the look before one's turn.
const TRIES: usize = 5;

/// Whether the caller wants the old one dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// The same token while it lives.
    Normal,
    /// A new one at once, and the old one dies.
    Force,
}

/// Issues or repeats the stable token.
pub async fn fetch_stable_token(
    desk: &Desk,
    shown: Credential<'_>,
    refresh: Refresh,
    asking: Asking,
) -> Result<Fetched, Obstacle> {
    let (_, fetcher, proven) = shown.prove(desk, asking.now)?;
    let admission = asking.admitted(desk, &proven)?;
    count(desk, &proven, desk.secret_calls.stable_token, asking.now)?;
    asking.note(desk, fetcher, admission);
    let (token, forced) = fetch(desk, (fetcher, proven), refresh, asking.now).await?;
    desk.callers.fetched(&Fetch {
        account: fetcher.account,
        secret: fetcher.secret,
        kind: TokenKind::Stable,
        forced,
        client: asking.client,
        at: asking.now,
    });
    Ok(token)
}

/// The token, and whether the one before was ended by this call.
async fn fetch(
    desk: &Desk,
    (fetcher, proven): (Fetcher, Arc<AccountState>),
    refresh: Refresh,
    now: Time,
) -> Result<(Fetched, bool), Obstacle> {
    let (mut turn, mut counted, mut proven) = (None, false, Some(proven));
    for _ in 0..TRIES {
        let state = match proven.take() {
            Some(proven) => proven,
            None => desk.in_force.account(fetcher.account)?,
        };
        let held = state.stable(fetcher.secret);
        // None: the secret was reset with its tokens since it was shown.
        let epoch = state.epoch(fetcher.secret, TokenKind::Stable).ok_or(Reason::SecretWrong)?;
        drop(state);
        let age = held.map(|row| now.since(Time::from_millis(row.issued)));
        // Only force raises the epoch, so a row of epoch 0 was never forced.
        let rested = epoch == 0 || age.is_some_and(|age| age >= FORCE_APART);
        let forced = refresh == Refresh::Force && held.is_some() && rested;
        let lives =
            age.is_some_and(|age| age < Span::millis(TOKEN_LIFE.as_millis() - RENEWED_BEFORE.as_millis()));
        if let (Some(row), false, true) = (held, forced, lives) {
            if let Some(fetched) = repeat(desk, fetcher, row, now) {
                return Ok((fetched, false));
            }
            // A key that another node made just now, or one that was dropped: the store knows.
            reload_now(desk).await?;
            if let Some(fetched) = repeat(desk, fetcher, row, now) {
                return Ok((fetched, false));
            }
        }
        if turn.is_none() {
            // A herd that finds the token old must not crowd the writer: one renews, the others look again.
            turn = desk.stable_turns.of(fetcher.account).await;
            continue;
        }
        if forced && !counted {
            count_forced(desk, fetcher.account, now).await?;
            counted = true;
        }
        let done = if forced {
            end(desk, fetcher, epoch.saturating_add(1), now).await
        } else {
            renew(desk, fetcher, held, epoch, now).await
        };
        match done {
            Ok(row) => {
                let token = repeat(desk, fetcher, row, now).ok_or(Obstacle::Busy)?;
                return Ok((token, forced));
            }
            // Somebody else was faster: see what they wrote.
            Err(Failure::Stale) => learn(desk, fetcher).await?,
            Err(failure) => return Err(failure.into()),
        }
    }
    Err(Obstacle::Busy)
}

// Nothing when the ring in memory does not have its key.
fn repeat(desk: &Desk, fetcher: Fetcher, row: StableToken, now: Time) -> Option<Fetched> {
    let issued = Time::from_millis(row.issued);
    let claims = TokenClaims {
        kind: TokenKind::Stable,
        account: fetcher.account,
        incarnation: desk.incarnation,
        epoch: row.epoch,
        secret: fetcher.secret,
        issued,
        subject: 0,
        detail: 0,
    };
    let token = desk.ring.load().tokens.stable(row.key, &claims)?;
    let left = issued.plus(TOKEN_LIFE).since(now);
    Some(Fetched { token, expires_in: left.as_secs(), account: fetcher.account })
}

async fn end(desk: &Desk, fetcher: Fetcher, epoch: u32, now: Time) -> Result<StableToken, Failure> {
    let row = StableRow { issued: now.millis(), key: desk.ring.load().tokens.signing_key(now) };
    let act = TokensEnded {
        account: fetcher.account,
        kind: TokenKind::Stable,
        secret: fetcher.secret,
        epoch,
        stable: Some(row),
    };
    desk.record(now, Actor::Account(fetcher.account), act).await?;
    Ok(StableToken { epoch, issued: row.issued, key: row.key })
}

async fn renew(
    desk: &Desk,
    fetcher: Fetcher,
    held: Option<StableToken>,
    epoch: u32,
    now: Time,
) -> Result<StableToken, Failure> {
    let renewed = StableRenewed {
        account: fetcher.account,
        secret: fetcher.secret,
        epoch,
        before: held.map_or(0, |row| row.issued),
        issued: now.millis(),
        key: desk.ring.load().tokens.signing_key(now),
    };
    desk.note(Traffic::StableRenewed(renewed)).await?;
    Ok(StableToken { epoch, issued: renewed.issued, key: renewed.key })
}

async fn learn(desk: &Desk, fetcher: Fetcher) -> Result<(), Obstacle> {
    let row = desk.read.stable_of_secret(fetcher.account, fetcher.secret).await.map_err(Failure::from)?;
    if let Some(row) = row {
        desk.in_force.stable_renewed(&row).map_err(|misfit| Failure::broken(misfit.to_string()))?;
    }
    Ok(())
}
