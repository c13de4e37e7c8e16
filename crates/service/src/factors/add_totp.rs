//! A generator of one-time passwords: the secret is shown, and kept once a code of it was typed.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::{FactorAdded, NewFactor};
use vermilion_model::{FactorKind, Refusal, Time};
use vermilion_seal::{SecretText, TotpSecret};

use super::ceremony::{begin, finish, take_up};
use super::factor_box::{self, FactorBox, factor_name};
use super::{AddedFactor, add};
use crate::members::MemberView;
use crate::{Desk, Failure, Kind, SignedIn};

/// How many factors a member may have.
pub(super) const FACTORS_MAX: usize = 10;
const KIND: &str = "totp_add";

/// What the browser shows.
#[derive(Debug)]
pub struct BegunTotp {
    /// Names this in the second step.
    pub ceremony: SecretText,
    /// To be typed into a generator.
    pub secret: SecretText,
    /// To be shown as a QR code.
    pub url: SecretText,
    /// Until when it can be finished.
    pub expires_at: Time,
}

#[derive(Serialize, Deserialize)]
struct State {
    secret: String,
}

/// Makes a secret; nothing holds before a code of it was typed.
///
/// # Errors
/// `ProofNeeded`; `TooManyFactors`.
pub async fn begin_totp(desk: &Desk, by: SignedIn) -> Result<BegunTotp, Failure> {
    by.proven_lately(desk)?;
    if factor_box::opened(desk, by.member).await?.len() >= FACTORS_MAX {
        return Err(Refusal::TooManyFactors.into());
    }
    let (_, view) = MemberView::by_id(desk, by.member).await?;
    let made = TotpSecret::generate(&*desk.entropy);
    let secret = made.base32();
    let state = State { secret: secret.expose().to_owned() };
    let (ceremony, expires_at) = begin(desk, KIND, Some(by.member), &state).await?;
    let url = made.url("Vermilion", &view.person.email);
    Ok(BegunTotp { ceremony, secret, url, expires_at })
}

/// Keeps it.
///
/// # Errors
/// Faults at `/name` and `/code`; `Missing` when it is too old, finished or tried too often.
pub async fn finish_totp(
    desk: &Desk,
    by: SignedIn,
    ceremony: &SecretText,
    (code, name): (&SecretText, &str),
) -> Result<AddedFactor, Failure> {
    let name = factor_name(name)?;
    let (row, state): (_, State) = take_up(desk, KIND, ceremony).await?;
    if row.member != Some(by.member) {
        return Err(Failure::Missing(Kind::Ceremony));
    }
    let secret = TotpSecret::from_base32(&state.secret);
    let step = secret.and_then(|secret| secret.step_of(code.expose().trim(), desk.now()));
    let step = step.ok_or_else(|| Failure::field("/code", "code_wrong"))?;
    finish(desk, &row).await?;
    let had = factor_box::opened(desk, by.member).await?.len();
    let factor = desk.id(desk.now());
    let kept = FactorBox { name, totp: Some(state.secret), passkey: None };
    let sealed = factor_box::seal(desk, by.member, &factor, &kept).await?;
    // The code that was just typed is used with it.
    let row = NewFactor { digest: None, sealed, step };
    add(desk, FactorAdded { member: by.member, factor, kind: FactorKind::Totp, row }, had).await
}
