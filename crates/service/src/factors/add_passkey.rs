//! A passkey: the challenge's server part stays here; the browser's answer is compared with it.

use serde_json::{Value, json};
use vermilion_model::fact::{FactorAdded, NewFactor};
use vermilion_model::{FactorKind, Refusal, Time};
use vermilion_seal::{DigestOf, SecretText};
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential, Uuid};

use super::add_totp::FACTORS_MAX;
use super::ceremony::{begin, finish, take_up};
use super::factor_box::{self, FactorBox, factor_name};
use super::relying_party::relying_party;
use super::{AddedFactor, add};
use crate::members::MemberView;
use crate::{Desk, Failure, Kind, SignedIn};

const KIND: &str = "passkey_add";

/// What the browser is to do.
#[derive(Debug)]
pub struct BegunPasskey {
    /// Names this in the second step.
    pub ceremony: SecretText,
    /// For `navigator.credentials.create` or `.get`.
    pub options: Value,
    /// Until when it can be finished.
    pub expires_at: Time,
}

/// Begins.
///
/// # Errors
/// `ProofNeeded`; `TooManyFactors`; `NoPasskeys` where this installation can have none.
pub async fn begin_passkey(desk: &Desk, by: SignedIn) -> Result<BegunPasskey, Failure> {
    by.proven_lately(desk)?;
    let had = factor_box::opened(desk, by.member).await?;
    if had.len() >= FACTORS_MAX {
        return Err(Refusal::TooManyFactors.into());
    }
    let (_, view) = MemberView::by_id(desk, by.member).await?;
    let there = had.iter().filter_map(|(_, kept)| kept.passkey.as_ref()).map(|key| key.cred_id().clone());
    let shown = view.person.name.as_deref().unwrap_or(&view.person.email);
    let (options, state) = relying_party(desk)?
        .start_passkey_registration(
            Uuid::from_bytes(*by.member.bytes()),
            &view.person.email,
            shown,
            Some(there.collect()),
        )
        .map_err(Failure::broken)?;
    let mut options = serde_json::to_value(options).map_err(Failure::broken)?;
    // Kept in the authenticator where that can be, so that signing in needs no name to be typed.
    if let Some(Value::Object(chosen)) = options.pointer_mut("/publicKey/authenticatorSelection") {
        chosen.insert("residentKey".to_owned(), json!("preferred"));
    }
    let (ceremony, expires_at) = begin(desk, KIND, Some(by.member), &state).await?;
    Ok(BegunPasskey { ceremony, options, expires_at })
}

/// Keeps it.
///
/// # Errors
/// Faults at `/name` and `/credential`; `Missing` when it is too old, finished or tried too often.
pub async fn finish_passkey(
    desk: &Desk,
    by: SignedIn,
    ceremony: &SecretText,
    (credential, name): (Value, &str),
) -> Result<AddedFactor, Failure> {
    let name = factor_name(name)?;
    let fault = || Failure::field("/credential", "format");
    let (row, state): (_, PasskeyRegistration) = take_up(desk, KIND, ceremony).await?;
    if row.member != Some(by.member) {
        return Err(Failure::Missing(Kind::Ceremony));
    }
    let credential: RegisterPublicKeyCredential = serde_json::from_value(credential).map_err(|_| fault())?;
    let made = relying_party(desk)?.finish_passkey_registration(&credential, &state).map_err(|_| fault())?;
    finish(desk, &row).await?;
    let had = factor_box::opened(desk, by.member).await?.len();
    let factor = desk.id(desk.now());
    let digest = {
        let ring = desk.ring.load();
        ring.digests.digest(DigestOf::Credential, &[], made.cred_id()).to_bytes().to_vec()
    };
    let kept = FactorBox { name, totp: None, passkey: Some(made) };
    let sealed = factor_box::seal(desk, by.member, &factor, &kept).await?;
    let row = NewFactor { digest: Some(digest), sealed, step: 0 };
    add(desk, FactorAdded { member: by.member, factor, kind: FactorKind::Passkey, row }, had).await
}
