//! Proving again who one is, before an act that matters: it holds for ten minutes in this session.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Refusal, Span};
use vermilion_seal::SecretText;

use super::add_passkey::BegunPasskey;
use super::answer::{Answer, is_right};
use super::ceremony::{begin, finish, take_up};
use super::second_step::challenge;
use crate::members::reprove_password;
use crate::{Desk, Failure, Kind, SignedIn};

const KIND: &str = "passkey_proof";
/// How long a proof holds.
const HOLDS: Span = Span::mins(10);

/// By what.
#[derive(Debug)]
pub enum Proof {
    /// The password.
    Password(SecretText),
    /// A second factor; with a passkey, the challenge's token too.
    Factor(Answer, Option<SecretText>),
}

impl SignedIn {
    /// Whether whoever holds this session proved lately who they are.
    ///
    /// # Errors
    /// `ProofNeeded`.
    pub fn proven_lately(&self, desk: &Desk) -> Result<(), Failure> {
        let now = desk.now();
        if self.proven_at.is_some_and(|at| now.since(at) < HOLDS) {
            Ok(())
        } else {
            Err(Refusal::ProofNeeded.into())
        }
    }
}

/// A challenge to one's own passkeys.
///
/// # Errors
/// `NoPasskeys` when there is none, or this installation can have none.
pub async fn begin_passkey_proof(desk: &Desk, by: SignedIn) -> Result<BegunPasskey, Failure> {
    let (options, state) = challenge(desk, by.member).await?.ok_or(Refusal::NoPasskeys)?;
    let (ceremony, expires_at) = begin(desk, KIND, Some(by.member), &state).await?;
    Ok(BegunPasskey { ceremony, options, expires_at })
}

/// Proves it.
///
/// # Errors
/// A fault at `/password`; `BadSecondFactor`; `TooManyTries`; `Missing` when the challenge is done or too old.
pub async fn prove_again(desk: &Desk, by: SignedIn, proof: Proof) -> Result<(), Failure> {
    match proof {
        Proof::Password(typed) => drop(reprove_password(desk, by, typed, "/password").await?),
        Proof::Factor(answer, ceremony) => {
            let begun = match ceremony {
                Some(token) => Some(take_up(desk, KIND, &token).await?),
                None => None,
            };
            let (row, state) = begun.unzip();
            if row.as_ref().is_some_and(|row: &vermilion_store::CeremonyRow| row.member != Some(by.member)) {
                return Err(Failure::Missing(Kind::Ceremony));
            }
            if !is_right(desk, by.member, answer, state.as_ref()).await? {
                return Err(Refusal::BadSecondFactor.into());
            }
            if let Some(row) = row {
                finish(desk, &row).await?;
            }
        }
    }
    match desk.note(Traffic::SessionProven { session: by.session, at: desk.now() }).await {
        Err(Failure::Stale) => Err(Failure::SignedOut),
        other => other,
    }
}
