//! Another AppSecret beside those that work, so that a server can change over without a gap.

use vermilion_model::fact::{Actor, SecretIssued};
use vermilion_model::{AppId, Digest, FieldFault, Refusal, SecretNo, Seq};
use vermilion_seal::{DigestOf, SecretText, mint};

use crate::faults::label;
use crate::may::ManageSettings;
use crate::{Desk, Failure, Kind, May};

/// How many may work at once.
const LIVING: usize = 5;
/// The longest name of a secret, in characters.
const LONGEST_NAME: usize = 40;
/// How often a number that somebody took meanwhile is drawn again.
const MEETINGS: usize = 4;

/// A secret just made; shown now and never again.
#[derive(Debug)]
pub struct IssuedSecret {
    /// The fact's place.
    pub seq: Seq,
    /// Its number within the account.
    pub number: SecretNo,
    /// What the owner calls it.
    pub name: String,
    /// The secret itself.
    pub secret: SecretText,
}

/// Makes one.
///
/// # Errors
/// A fault at `/name`; `TooManySecrets` when five work; `AccountStopped`.
pub async fn issue_secret(
    desk: &Desk,
    may: &May<ManageSettings>,
    name: &str,
) -> Result<IssuedSecret, Failure> {
    let name = secret_name(name)?;
    may.standing(desk)?;
    let (secret, digest) = new_secret(desk, may.row.app_id);
    for _ in 0..MEETINGS {
        // The number first: it is the guard, so whatever comes after this read refuses it.
        let number = next_number(desk, may).await?;
        let held = desk.read.secrets_of_account(may.account()).await?;
        if held.iter().filter(|row| row.retired_at.is_none()).count() >= LIVING {
            return Err(Refusal::TooManySecrets.into());
        }
        let act = SecretIssued { account: may.account(), secret: number, digest, name: name.clone() };
        match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
            Ok(seq) => return Ok(IssuedSecret { seq, number, name, secret }),
            Err(Failure::Stale) => {}
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Stale)
}

pub(super) fn secret_name(typed: &str) -> Result<String, FieldFault> {
    label(typed, LONGEST_NAME, "/name")
}

/// A secret in WeChat's shape, and its digest within the account's AppID (I9).
pub(super) fn new_secret(desk: &Desk, app_id: AppId) -> (SecretText, Digest) {
    let secret = mint::app_secret(&*desk.entropy);
    let (within, shown) = (app_id.as_str().as_bytes(), secret.expose().as_bytes());
    let digest = desk.ring.load().digests.digest(DigestOf::AppSecret, within, shown);
    (secret, digest)
}

/// One more than the last given; numbers are never used again.
pub(super) async fn next_number(desk: &Desk, may: &May<ManageSettings>) -> Result<SecretNo, Failure> {
    let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
    let next = row.last_secret.0.checked_add(1).ok_or(Refusal::TooManySecrets)?;
    Ok(SecretNo(next))
}
