//! One way less to prove who one is; with the last one the recovery codes go too.

use vermilion_model::fact::{Actor, FactorRemoved};
use vermilion_model::{Factor, Id, Seq};

use crate::{Desk, Failure, Kind, SignedIn};

/// Removes it.
///
/// # Errors
/// `ProofNeeded`; `Missing`.
pub async fn remove_factor(desk: &Desk, by: SignedIn, factor: &str) -> Result<Seq, Failure> {
    let missing = || Failure::Missing(Kind::Factor);
    let factor: Id<Factor> = factor.parse().map_err(|_| missing())?;
    by.proven_lately(desk)?;
    let act = FactorRemoved { member: by.member, factor };
    let seq = match desk.record(desk.now(), Actor::Member(by.member), act).await {
        Err(Failure::Stale) => return Err(missing()),
        other => other?,
    };
    super::tell_changed(desk, by.member).await;
    Ok(seq)
}
