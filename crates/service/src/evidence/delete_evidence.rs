//! Throws a file away before anything rests on it.

use vermilion_model::fact::Actor;
use vermilion_model::{EvidenceEnd, EvidenceFile, Id, Refusal};

use super::tend::delete;
use super::view_evidence::own_evidence;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// Deletes an account's file. One that was submitted stays as long as the operator keeps it.
pub async fn discard_evidence(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<EvidenceFile>,
) -> Result<(), Failure> {
    let row = own_evidence(desk, may, id).await?;
    if row.used {
        return Err(Refusal::EvidenceUsed.into());
    }
    delete(desk, &row, (EvidenceEnd::Discarded, Actor::Member(may.by.member))).await
}
