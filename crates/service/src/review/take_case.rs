//! Takes a case for half an hour, so that two reviewers do not read the same one.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Case, Id, Refusal, Span, Turn};

use super::case_row::{case_row, reviewer};
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay};

/// How long a reviewer holds a case; taking it again begins anew.
const HELD: Span = Span::mins(30);

/// Takes a case that nobody else holds.
pub async fn take_case(desk: &Desk, by: &PlatformMay<Review>, id: Id<Case>) -> Result<CaseDetail, Failure> {
    let at = desk.now();
    let row = case_row(desk, id).await?;
    row.case.decidable(&reviewer(desk, by).await?)?;
    let taken = Traffic::CaseTaken { case: id, by: by.by.member, at, until: at.plus(HELD) };
    match desk.note(taken).await {
        Ok(()) => read_case(desk, by, id).await,
        Err(Failure::Stale) => {
            let case = case_row(desk, id).await?.case;
            Err(match case.turn() {
                None => Refusal::CaseClosed,
                Some(Turn::Applicant) => Refusal::WaitsForApplicant,
                Some(Turn::Reviewer) => Refusal::CaseTaken,
            }
            .into())
        }
        Err(other) => Err(other),
    }
}
