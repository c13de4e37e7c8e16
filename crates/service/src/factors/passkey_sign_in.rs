//! Signing in with a passkey alone: it is kept by the device and asks its holder, so it is two factors in one.
//! Nothing is typed, so nothing tells who is registered.

use serde_json::Value;
use vermilion_model::{Id, Member, Refusal};
use vermilion_seal::SecretText;
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

use super::add_passkey::BegunPasskey;
use super::answer::note_passkey;
use super::ceremony::{begin, finish, take_up};
use super::factor_box;
use super::relying_party::relying_party;
use crate::members::{MemberView, OpenedSession, enter};
use crate::{Desk, Failure};

const KIND: &str = "passkey_sign_in";

/// A challenge to whatever passkeys the browser's holder has.
///
/// # Errors
/// `NoPasskeys` where this installation can have none.
pub async fn begin_passkey_sign_in(desk: &Desk) -> Result<BegunPasskey, Failure> {
    let started = relying_party(desk)?.start_discoverable_authentication().map_err(Failure::broken)?;
    let (mut options, state) = started;
    // A button was pressed; nothing is to be offered beside a field.
    options.mediation = None;
    let options = serde_json::to_value(options).map_err(Failure::broken)?;
    let (ceremony, expires_at) = begin(desk, KIND, None, &state).await?;
    Ok(BegunPasskey { ceremony, options, expires_at })
}

/// Opens a session for whose passkey answered.
///
/// # Errors
/// `Missing` when the challenge is unknown, done or too old; `BadSecondFactor`.
pub async fn finish_passkey_sign_in(
    desk: &Desk,
    ceremony: &SecretText,
    credential: Value,
) -> Result<(MemberView, OpenedSession), Failure> {
    let bad = || Failure::from(Refusal::BadSecondFactor);
    let (row, state): (_, DiscoverableAuthentication) = take_up(desk, KIND, ceremony).await?;
    let credential: PublicKeyCredential = serde_json::from_value(credential).map_err(|_| bad())?;
    let party = relying_party(desk)?;
    let (holder, shown) = party.identify_discoverable_authentication(&credential).map_err(|_| bad())?;
    let member: Id<Member> = Id::from_slice(holder.as_bytes()).map_err(|_| bad())?;
    let opened = match factor_box::opened(desk, member).await {
        Ok(opened) => opened,
        // Erased, or never there.
        Err(Failure::SignedOut) => return Err(bad()),
        Err(failure) => return Err(failure),
    };
    let mut keys = opened.iter().filter_map(|(_, kept)| kept.passkey.as_ref());
    let key = keys.find(|key| key.cred_id().as_slice() == shown).ok_or_else(bad)?;
    let finished = party.finish_discoverable_authentication_v2(&credential, state, key);
    let result = finished.map_err(|_| bad())?;
    if !note_passkey(desk, member, &result).await? {
        return Err(bad());
    }
    finish(desk, &row).await?;
    let (_, view) = MemberView::by_id(desk, member).await.map_err(|_| bad())?;
    let session = enter::open_session(desk, member, desk.now()).await?;
    Ok((view, session))
}
