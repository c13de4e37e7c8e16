//! Second factors: one-time passwords, passkeys, recovery codes; for signing in, and for proving again who
//! one is before an act that matters.

mod add_passkey;
mod add_totp;
mod answer;
mod ceremony;
mod factor_box;
mod list_factors;
mod passkey_sign_in;
mod prove_again;
mod recovery_codes;
mod relying_party;
mod remove_factor;
mod rename_factor;
mod second_step;

pub use add_passkey::{BegunPasskey, begin_passkey, finish_passkey};
pub use add_totp::{BegunTotp, begin_totp, finish_totp};
pub use answer::Answer;
pub use list_factors::{FactorView, Factors, list_factors};
pub use passkey_sign_in::{begin_passkey_sign_in, finish_passkey_sign_in};
pub use prove_again::{Proof, begin_passkey_proof, prove_again};
pub use recovery_codes::renew_recovery_codes;
pub use remove_factor::remove_factor;
pub use rename_factor::rename_factor;
pub use second_step::{Step, finish_second_step};

pub(crate) use second_step::begin_second_step;

use vermilion_model::fact::FactorAdded;
use vermilion_model::{Id, Member, Seq};
use vermilion_seal::SecretText;

use crate::Desk;
use crate::notices::{What, tell};

/// What came of adding a factor.
#[derive(Debug)]
pub struct AddedFactor {
    /// The fact's place.
    pub seq: Seq,
    /// Which.
    pub factor: Id<vermilion_model::Factor>,
    /// With the first factor, codes to get in without it; shown once.
    pub recovery_codes: Vec<SecretText>,
}

/// Tells a member that how they sign in changed. The change stands whatever becomes of this.
pub(crate) async fn tell_changed(desk: &Desk, member: Id<Member>) {
    if let Err(failure) = tell(desk, member, What::of("security_changed")).await {
        tracing::warn!(%failure, "a member was not told of a change of how they sign in");
    }
}

/// Records a factor, and with the first one makes recovery codes.
async fn add(desk: &Desk, act: FactorAdded, had: usize) -> Result<AddedFactor, crate::Failure> {
    let (member, factor) = (act.member, act.factor);
    let seq = desk.record(desk.now(), vermilion_model::fact::Actor::Member(member), act).await?;
    let (seq, recovery_codes) = match had {
        0 => recovery_codes::make(desk, member).await?,
        _ => (seq, Vec::new()),
    };
    tell_changed(desk, member).await;
    Ok(AddedFactor { seq, factor, recovery_codes })
}
