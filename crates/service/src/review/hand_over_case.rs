//! Hands a case that one holds to a colleague by name.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{
    Case, CaseState, FieldFault, Id, Member, PlatformRole, Refusal, ReviewClass, Reviewer, Span,
};
use vermilion_store::CaseRow;

use super::case_row::{case_row, roles_of};
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay, notices};

/// How long it is kept for the colleague, who need not be at their desk.
const KEPT: Span = Span::hours(8);

/// Hands the case over; nobody else can take it for eight hours.
///
/// # Errors
/// `NotTaken` when one does not hold it; a faulty `/to` when that is no reviewer, or none who may decide it.
pub async fn hand_over_case(
    desk: &Desk,
    by: &PlatformMay<Review>,
    id: Id<Case>,
    to: Id<Member>,
) -> Result<CaseDetail, Failure> {
    let at = desk.now();
    let row = case_row(desk, id).await?;
    let from = by.by.member;
    if row.case.state != CaseState::Open {
        return Err(Refusal::CaseClosed.into());
    }
    if !row.taken.is_some_and(|(holder, until)| holder == from && at < until) {
        return Err(Refusal::NotTaken.into());
    }
    fit(desk, &row, to).await?;
    let over = Traffic::CaseHandedOver { case: id, from, to, at, until: at.plus(KEPT) };
    match desk.note(over).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Err(Refusal::NotTaken.into()),
        Err(other) => return Err(other),
    }
    notices::case_handed_over(desk, id, to).await;
    read_case(desk, by, id).await
}

/// Whether the colleague could decide it (I7); otherwise handing it to them would only lose time.
async fn fit(desk: &Desk, row: &CaseRow, to: Id<Member>) -> Result<(), Failure> {
    let roles = desk.read.platform_roles(to).await?;
    if !roles.contains(&PlatformRole::Reviewer) {
        return Err(Failure::field("/to", "no_reviewer"));
    }
    let colleague: Reviewer = roles_of(desk, to).await?;
    let second = row.case.review == ReviewClass::TwoPersons && row.case.first == Some(to);
    if second || row.case.impartial(&colleague).is_err() {
        return Err(FieldFault::new("/to", "not_impartial").into());
    }
    Ok(())
}
