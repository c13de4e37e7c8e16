//! Looking at what somebody answers who has a second factor.

use serde_json::Value;
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::fact::{Actor, RecoveryCodeSpent};
use vermilion_model::{FactorKind, Id, Member};
use vermilion_seal::SecretText;
use webauthn_rs::prelude::{AuthenticationResult, PasskeyAuthentication, PublicKeyCredential};

use super::factor_box::{self, FactorBox};
use super::recovery_codes;
use super::relying_party::relying_party;
use crate::members::tries;
use crate::{Desk, Failure};

/// What was answered.
#[derive(Debug)]
pub enum Answer {
    /// What a generator shows.
    Totp(SecretText),
    /// A recovery code.
    Recovery(SecretText),
    /// What the browser's `navigator.credentials.get` came to.
    Passkey(Value),
}

/// Whether this proves the member; what was right can be used once.
///
/// # Errors
/// `TooManyTries` while the wait after wrong codes lasts.
pub(super) async fn is_right(
    desk: &Desk,
    member: Id<Member>,
    answer: Answer,
    passkeys: Option<&PasskeyAuthentication>,
) -> Result<bool, Failure> {
    let counted = tries::key(desk, member.bytes(), b"second factor");
    tries::let_through(desk, &counted, desk.now()).await?;
    let right = match answer {
        Answer::Totp(code) => totp(desk, member, &code).await?,
        Answer::Recovery(code) => recovery(desk, member, &code).await?,
        Answer::Passkey(credential) => match passkeys {
            Some(state) => passkey(desk, member, credential, state).await?,
            None => false,
        },
    };
    if right {
        desk.note(Traffic::PasswordRight { address: counted }).await?;
    }
    Ok(right)
}

async fn totp(desk: &Desk, member: Id<Member>, code: &SecretText) -> Result<bool, Failure> {
    let now = desk.now();
    let typed: String = code.expose().chars().filter(|c| !c.is_whitespace()).collect();
    for (row, kept) in factor_box::opened(desk, member).await? {
        let Some(step) = kept.secret().and_then(|secret| secret.step_of(&typed, now)) else { continue };
        let used = Traffic::FactorUsed { factor: row.factor, step, sealed: None, at: now };
        match desk.note(used).await {
            Ok(()) => return Ok(true),
            // A replay: this step, or a later one, was used.
            Err(Failure::Stale) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(false)
}

async fn recovery(desk: &Desk, member: Id<Member>, code: &SecretText) -> Result<bool, Failure> {
    let digest = recovery_codes::digest(desk, member, code);
    let rows = desk.read.factors_of_member(member).await?;
    let found = rows
        .into_iter()
        .find(|row| row.kind == FactorKind::Recovery && row.digest.as_deref() == Some(digest.as_slice()));
    let Some(row) = found else { return Ok(false) };
    let spent = RecoveryCodeSpent { member, factor: row.factor };
    match desk.record(desk.now(), Actor::Member(member), spent).await {
        Ok(_) => Ok(true),
        Err(Failure::Stale) => Ok(false),
        Err(failure) => Err(failure),
    }
}

async fn passkey(
    desk: &Desk,
    member: Id<Member>,
    credential: Value,
    state: &PasskeyAuthentication,
) -> Result<bool, Failure> {
    let Ok(credential) = serde_json::from_value::<PublicKeyCredential>(credential) else { return Ok(false) };
    match relying_party(desk)?.finish_passkey_authentication(&credential, state) {
        Ok(result) => note_passkey(desk, member, &result).await,
        Err(_) => Ok(false),
    }
}

/// Notes a passkey's use; false when it is not the member's, or its count says that it was copied.
pub(super) async fn note_passkey(
    desk: &Desk,
    member: Id<Member>,
    result: &AuthenticationResult,
) -> Result<bool, Failure> {
    for (row, mut kept) in factor_box::opened(desk, member).await? {
        let Some(key) = kept.passkey.as_mut().filter(|key| key.cred_id() == result.cred_id()) else {
            continue;
        };
        let changed = key.update_credential(result).unwrap_or_default();
        let sealed = if changed { Some(resealed(desk, member, &row.factor, &kept).await?) } else { None };
        let step = i64::from(result.counter());
        let used = Traffic::FactorUsed { factor: row.factor, step, sealed, at: desk.now() };
        return match desk.note(used).await {
            Ok(()) => Ok(true),
            Err(Failure::Stale) => Ok(false),
            Err(failure) => Err(failure),
        };
    }
    Ok(false)
}

async fn resealed(
    desk: &Desk,
    member: Id<Member>,
    factor: &Id<vermilion_model::Factor>,
    kept: &FactorBox,
) -> Result<Vec<u8>, Failure> {
    factor_box::seal(desk, member, factor, kept).await
}
