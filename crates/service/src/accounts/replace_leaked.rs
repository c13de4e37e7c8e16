//! *Leaked?* in one step: the secret and its tokens die, what it did is listed, another takes its place.

use vermilion_model::fact::{Actor, SecretReplaced};
use vermilion_model::{SecretNo, Span, Time};
use vermilion_store::FetchRow;

use super::issue_secret::{IssuedSecret, new_secret, next_number};
use super::read_secrets::read_secrets;
use crate::may::ManageSettings;
use crate::{Desk, Failure, Kind, May};

/// How far back it is looked what it did.
const LOOKED_BACK: Span = Span::days(30);

/// What was done.
#[derive(Debug)]
pub struct Replaced {
    /// The new one.
    pub new: IssuedSecret,
    /// The day the leaked one was last used.
    pub last_used: Option<Time>,
    /// What it fetched in the last thirty days, the newest hundred records.
    pub fetches: Vec<FetchRow>,
}

/// Replaces it, under its name.
///
/// # Errors
/// `Missing` when no such one works; `AccountStopped`.
pub async fn replace_leaked(
    desk: &Desk,
    may: &May<ManageSettings>,
    number: &str,
) -> Result<Replaced, Failure> {
    let now = desk.now();
    let leaked = SecretNo(number.parse().map_err(|_| Failure::Missing(Kind::Secret))?);
    may.standing(desk)?;
    let secrets = read_secrets(desk, may).await?;
    let old = secrets.into_iter().find(|view| view.secret == leaked && view.living(now));
    let old = old.ok_or(Failure::Missing(Kind::Secret))?;
    let number = next_number(desk, may).await?;
    let (secret, digest) = new_secret(desk, may.row.app_id);
    let name = old.name;
    let act = SecretReplaced { account: may.account(), leaked, secret: number, digest, name: name.clone() };
    let seq = desk.record(now, Actor::Member(may.by.member), act).await?;
    let fetches = desk.read.fetches_of_secret(may.account(), leaked, now.minus(LOOKED_BACK)).await?;
    let new = IssuedSecret { seq, number, name, secret };
    Ok(Replaced { new, last_used: old.last_used, fetches })
}
