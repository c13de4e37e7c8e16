//! Gives a case back before the lease ends, so that a colleague can take it at once.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Case, Id, Refusal};

use super::case_row::case_row;
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay};

/// Gives back a case that one holds.
///
/// # Errors
/// `NotTaken` when it is in somebody else's hands, or in nobody's.
pub async fn give_back_case(
    desk: &Desk,
    by: &PlatformMay<Review>,
    id: Id<Case>,
) -> Result<CaseDetail, Failure> {
    case_row(desk, id).await?;
    match desk.note(Traffic::CaseGivenBack { case: id, by: by.by.member }).await {
        Ok(()) => read_case(desk, by, id).await,
        Err(Failure::Stale) => Err(Refusal::NotTaken.into()),
        Err(other) => Err(other),
    }
}
