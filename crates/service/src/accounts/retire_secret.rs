//! Retiring one AppSecret while others work.

use vermilion_model::fact::{Actor, SecretRetired};
use vermilion_model::{Refusal, SecretNo, Seq};

use super::reset_secret::read_tokens;
use crate::may::ManageSettings;
use crate::{Desk, Failure, Kind, May};

/// Retires it.
///
/// # Errors
/// A fault at `/tokens`; `Missing` when no such one works; `LastSecret`.
pub async fn retire_secret(
    desk: &Desk,
    may: &May<ManageSettings>,
    number: &str,
    tokens: &str,
) -> Result<Seq, Failure> {
    let tokens = read_tokens(tokens)?;
    let secret = SecretNo(number.parse().map_err(|_| Failure::Missing(Kind::Secret))?);
    retirable(desk, may, secret).await?;
    let act = SecretRetired { account: may.account(), secret, tokens };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        // Somebody was faster: with this one, or with the last one beside it.
        Err(Failure::Stale) => {
            retirable(desk, may, secret).await?;
            Err(Failure::Stale)
        }
        retired => retired,
    }
}

async fn retirable(desk: &Desk, may: &May<ManageSettings>, secret: SecretNo) -> Result<(), Failure> {
    let rows = desk.read.secrets_of_account(may.account()).await?;
    let mut living = rows.iter().filter(|row| row.retired_at.is_none());
    if !living.clone().any(|row| row.secret == secret) {
        return Err(Failure::Missing(Kind::Secret));
    }
    if living.all(|row| row.secret == secret) {
        return Err(Refusal::LastSecret.into());
    }
    Ok(())
}
