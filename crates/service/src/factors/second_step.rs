//! The second step of signing in, for who has a second factor.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vermilion_model::{FactorKind, Id, Member, Refusal, Time};
use vermilion_seal::SecretText;
use webauthn_rs::prelude::PasskeyAuthentication;

use super::answer::{Answer, is_right};
use super::ceremony::{begin, finish, take_up};
use super::factor_box;
use super::relying_party::relying_party;
use crate::members::{MemberView, OpenedSession, enter, tries};
use crate::{Desk, Failure, Kind};

const KIND: &str = "second_step";

/// The password was right; what is still to be shown.
#[derive(Debug)]
pub struct Step {
    /// Names this in the second step; it works once.
    pub token: SecretText,
    /// Which ways there are.
    pub methods: Vec<FactorKind>,
    /// For `navigator.credentials.get`, where a passkey is one of them.
    pub passkey: Option<Value>,
    /// Until when it can be answered.
    pub expires_at: Time,
}

#[derive(Serialize, Deserialize)]
struct State {
    passkeys: Option<PasskeyAuthentication>,
    /// Under which address the device will be known.
    address: Vec<u8>,
}

/// Begins the second step; nothing where the member has no second factor.
pub(crate) async fn begin_second_step(
    desk: &Desk,
    member: Id<Member>,
    address: &[u8],
) -> Result<Option<Step>, Failure> {
    let rows = desk.read.factors_of_member(member).await?;
    let mut methods: Vec<FactorKind> = rows.iter().map(|row| row.kind).collect();
    methods.sort_unstable();
    methods.dedup();
    if methods.iter().all(|kind| *kind == FactorKind::Recovery) {
        return Ok(None);
    }
    let (passkey, passkeys) = challenge(desk, member).await?.unzip();
    if passkey.is_none() {
        methods.retain(|kind| *kind != FactorKind::Passkey);
    }
    let state = State { passkeys, address: address.to_vec() };
    let (token, expires_at) = begin(desk, KIND, Some(member), &state).await?;
    Ok(Some(Step { token, methods, passkey, expires_at }))
}

/// A challenge to a member's passkeys; nothing where they have none, or this installation can have none.
pub(super) async fn challenge(
    desk: &Desk,
    member: Id<Member>,
) -> Result<Option<(Value, PasskeyAuthentication)>, Failure> {
    let opened = factor_box::opened(desk, member).await?;
    let keys: Vec<_> = opened.into_iter().filter_map(|(_, kept)| kept.passkey).collect();
    if keys.is_empty() {
        return Ok(None);
    }
    let Ok(party) = relying_party(desk) else { return Ok(None) };
    let (options, state) = party.start_passkey_authentication(&keys).map_err(Failure::broken)?;
    Ok(Some((serde_json::to_value(options).map_err(Failure::broken)?, state)))
}

/// Answers it, and opens the session.
///
/// # Errors
/// `Missing` when the step is unknown, done, too old or tried too often; `BadSecondFactor`; `TooManyTries`.
pub async fn finish_second_step(
    desk: &Desk,
    token: &SecretText,
    answer: Answer,
    device: &SecretText,
) -> Result<(MemberView, OpenedSession), Failure> {
    let (row, state): (_, State) = take_up(desk, KIND, token).await?;
    let member = row.member.ok_or(Failure::Missing(Kind::Ceremony))?;
    if !is_right(desk, member, answer, state.passkeys.as_ref()).await? {
        return Err(Refusal::BadSecondFactor.into());
    }
    finish(desk, &row).await?;
    let device = tries::key(desk, &state.address, device.expose().as_bytes());
    enter::know_device(desk, state.address, device).await;
    let (_, view) = MemberView::by_id(desk, member).await?;
    let opened = enter::open_session(desk, member, desk.now()).await?;
    Ok((view, opened))
}
