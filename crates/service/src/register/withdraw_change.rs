//! A change that waits is taken off the reviewers' desk.

use vermilion_model::fact::{Actor, PetitionWithdrawn};
use vermilion_model::{CaseKind, Refusal, RegisterField, Seq};

use super::read_register::{RegisterView, read_register};
use crate::may::ManageRegister;
use crate::{Desk, Failure, May};

/// Takes back what waits for one field.
///
/// # Errors
/// A fault at `/field`; `NothingPending`.
pub async fn withdraw_change(
    desk: &Desk,
    may: &May<ManageRegister>,
    field: &str,
) -> Result<(Seq, RegisterView), Failure> {
    let field = RegisterField::from_word(field).ok_or_else(|| Failure::field("/field", "unknown"))?;
    let seq = withdraw_petition(desk, may, field.case_kind()).await?;
    Ok((seq, read_register(desk, may).await?))
}

/// Takes back what waits of one kind.
pub(crate) async fn withdraw_petition(
    desk: &Desk,
    may: &May<ManageRegister>,
    kind: CaseKind,
) -> Result<Seq, Failure> {
    let newest = desk.read.petitions_of_kind(may.account(), kind, 1).await?;
    let waiting = newest.into_iter().find(|petition| petition.outcome.is_none());
    let (petition, case) = waiting
        .and_then(|petition| Some((petition.petition, petition.case?.case)))
        .ok_or(Refusal::NothingPending)?;
    let act = PetitionWithdrawn { account: may.account(), petition, kind, case };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        // A reviewer was faster.
        Err(Failure::Stale) => Err(Refusal::NothingPending.into()),
        recorded => recorded,
    }
}
