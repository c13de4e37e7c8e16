//! What is sealed of a second factor, under the member's key.

use serde::{Deserialize, Serialize};
use vermilion_model::{Factor, FactorKind, FieldFault, Id, Member};
use vermilion_seal::{Place, TotpSecret};
use vermilion_store::FactorRow;
use webauthn_rs::prelude::Passkey;

use crate::faults::label;
use crate::{Desk, Failure};

/// The longest name of a factor, in characters.
const LONGEST_NAME: usize = 40;

/// The name, and what proves.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct FactorBox {
    /// What the member calls it.
    pub(super) name: String,
    /// A generator's secret, in base32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) totp: Option<String>,
    /// A passkey's public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) passkey: Option<Passkey>,
}

impl FactorBox {
    /// The generator's secret.
    pub(super) fn secret(&self) -> Option<TotpSecret> {
        TotpSecret::from_base32(self.totp.as_deref()?)
    }
}

fn place(factor: &Id<Factor>) -> Place<'_> {
    Place { table: "second_factor", row: factor.bytes() }
}

/// What the member calls it.
pub(super) fn factor_name(typed: &str) -> Result<String, FieldFault> {
    label(typed, LONGEST_NAME, "/name")
}

/// Seals one for its row.
pub(super) async fn seal(
    desk: &Desk,
    member: Id<Member>,
    factor: &Id<Factor>,
    kept: &FactorBox,
) -> Result<Vec<u8>, Failure> {
    let key = desk.vault.key(member.bytes()).await?.ok_or(Failure::SignedOut)?;
    desk.vault.seal(&key, place(factor), kept)
}

/// A member's factors, opened; recovery codes have no box and are left out.
pub(super) async fn opened(desk: &Desk, member: Id<Member>) -> Result<Vec<(FactorRow, FactorBox)>, Failure> {
    let rows = desk.read.factors_of_member(member).await?;
    let key = desk.vault.key(member.bytes()).await?.ok_or(Failure::SignedOut)?;
    rows.into_iter()
        .filter(|row| row.kind != FactorKind::Recovery)
        .map(|row| {
            let kept = desk.vault.open(&key, place(&row.factor), &row.sealed)?;
            Ok((row, kept))
        })
        .collect()
}
