//! *Who took my token*: who fetched an account's tokens, from where and by which secret.

use vermilion_model::{AccountNo, SecretNo, Time, TokenKind};
use vermilion_store::{FetchPlace, FetchRow};

use crate::calls::RefusalView;
use crate::may::{ManageSettings, Needs};
use crate::{Desk, Failure, May};

/// The newest first, before a place, at most `limit`.
pub async fn read_fetches(
    desk: &Desk,
    may: &May<ManageSettings>,
    before: Option<FetchPlace>,
    limit: i64,
) -> Result<Vec<FetchRow>, Failure> {
    // What came within the last second waits in memory.
    desk.callers.flush(desk).await?;
    Ok(desk.read.fetches_of_account(may.account(), before, limit).await?)
}

/// What each of an account's secrets is called.
pub async fn secret_names<R>(desk: &Desk, may: &May<R>) -> Result<Vec<(SecretNo, String)>, Failure> {
    let rows = desk.read.secrets_of_account(may.account()).await?;
    Ok(rows.into_iter().map(|row| (row.secret, row.name)).collect())
}

/// Why a token that was refused is dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedBy {
    /// This fetch displaced it, or ended it by force.
    Fetch(FetchRow),
    /// Its secret was retired, reset or replaced together with its tokens.
    SecretEnded {
        /// Which.
        secret: SecretNo,
        /// When.
        at: Time,
    },
}

/// What ended the token that a refused call showed; nothing when that is not how it was refused, or no record
/// is left.
pub async fn ended_by<R: Needs>(
    desk: &Desk,
    may: &May<R>,
    refused: &RefusalView,
) -> Result<Option<EndedBy>, Failure> {
    let Some(token) = refused.token.filter(|_| refused.reason == "token_displaced") else { return Ok(None) };
    if !matches!(token.kind, TokenKind::Plain | TokenKind::Stable) {
        return Ok(None);
    }
    desk.callers.flush(desk).await?;
    let account: AccountNo = may.account();
    let line = (token.kind, token.secret);
    let fetch = desk.read.fetch_after(account, line, token.issued).await?;
    let rows = desk.read.secrets_of_account(account).await?;
    let gone = rows.iter().find(|row| row.secret == token.secret).and_then(|row| row.retired_at);
    // Whichever came first: a fetch after the secret's end there is none.
    Ok(fetch.map(EndedBy::Fetch).or(gone.map(|at| EndedBy::SecretEnded { secret: token.secret, at })))
}
