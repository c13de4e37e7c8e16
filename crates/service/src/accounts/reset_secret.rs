//! 重置: a new AppSecret, and every other one dies with the answer (I4).

use vermilion_model::fact::{Actor, SecretReset};
use vermilion_model::{FieldFault, ItsTokens};
use vermilion_seal::SecretText;

use super::issue_secret::{IssuedSecret, new_secret, next_number, secret_name};
use crate::faults::{Faults, given};
use crate::may::ManageSettings;
use crate::members::reprove_password;
use crate::{Desk, Failure, May};

/// As typed.
#[derive(Debug)]
pub struct Reset {
    /// What the new one is called.
    pub name: String,
    /// The member's own password, once more; not needed by who proved lately who they are.
    pub password: SecretText,
    /// `live_on` or `end_too`: what becomes of the tokens that the old ones fetched.
    pub tokens: String,
}

/// Resets.
///
/// # Errors
/// Faults at `/name`, `/tokens` and `/password`; `TooManyTries`; `AccountStopped`.
pub async fn reset_secret(
    desk: &Desk,
    may: &May<ManageSettings>,
    typed: Reset,
) -> Result<IssuedSecret, Failure> {
    let mut faults = Faults::default();
    let name = faults.take(secret_name(&typed.name));
    let tokens = faults.take(read_tokens(&typed.tokens));
    let proven = may.by.proven_lately(desk).is_ok();
    if !proven {
        faults.take(given(typed.password.expose(), "/password"));
    }
    faults.done()?;
    may.standing(desk)?;
    if !proven {
        reprove_password(desk, may.by, typed.password, "/password").await?;
    }
    let (name, tokens) =
        name.zip(tokens).ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    let number = next_number(desk, may).await?;
    let (secret, digest) = new_secret(desk, may.row.app_id);
    let act = SecretReset { account: may.account(), secret: number, digest, tokens, name: name.clone() };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), act).await?;
    Ok(IssuedSecret { seq, number, name, secret })
}

pub(super) fn read_tokens(word: &str) -> Result<ItsTokens, FieldFault> {
    given(word, "/tokens")?;
    ItsTokens::from_word(word).ok_or_else(|| FieldFault::new("/tokens", "unknown"))
}
