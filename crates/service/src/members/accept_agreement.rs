//! Agreeing to a later version of the agreement than one agreed to before.

use vermilion_model::fact::{Actor, AgreementAccepted};
use vermilion_model::{Id, Member, Seq};

use crate::members::present_agreement;
use crate::{Desk, Failure, SignedIn};

/// Agrees to the present version; nothing is committed when one did so already.
///
/// # Errors
/// A fault at `/version` when it is not the present one.
pub async fn accept_agreement(desk: &Desk, by: SignedIn, version: u32) -> Result<Option<Seq>, Failure> {
    if version != present_agreement(desk).await? {
        return Err(Failure::field("/version", "agreement"));
    }
    let act = AgreementAccepted { member: by.member, version };
    match desk.record(desk.now(), Actor::Member(by.member), act).await {
        Ok(seq) => Ok(Some(seq)),
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// The version that a member is asked to agree to; nothing where they need not.
pub async fn agreement_due(desk: &Desk, member: Id<Member>) -> Result<Option<u32>, Failure> {
    let Some(asked) = desk.read.agreement_asked_again().await? else { return Ok(None) };
    let agreed = desk.read.agreed_by(member).await?.map_or(0, |(version, _)| version);
    if agreed >= asked { Ok(None) } else { present_agreement(desk).await.map(Some) }
}
