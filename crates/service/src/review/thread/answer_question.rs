//! The applicant's answer: the case is the reviewers' again, and their clock runs on.

use vermilion_model::fact::Actor;
use vermilion_model::{Case, CaseState, Id, Refusal, Seq};

use super::words::{NewMessage, prepared, refused, seal};
use crate::faults::Faults;
use crate::may::ManageAuthorizations;
use crate::review::own::{OwnCase, own_row, read_own_case};
use crate::{Desk, Failure, May, notices};

/// Answers what was asked last.
///
/// # Errors
/// Faulty fields; `NothingAsked`, `CaseClosed`; `TooManyMessages`; `AccountStopped`.
pub async fn answer_question(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Case>,
    said: &NewMessage,
) -> Result<(Seq, OwnCase), Failure> {
    may.may_speak(desk)?;
    let about = (id, may.by.member);
    let (words, files) = prepared(desk, about, said, Faults::default()).await?;
    let now = desk.now();
    let row = own_row(desk, may, id).await?;
    let zone = desk.settings.zone_offset;
    let asked_at = row.case.asked_at.unwrap_or(now);
    let calendar = desk.calendar.now();
    let due = calendar.resume((row.case.due_at, asked_at), now, zone);
    let waited = calendar.days_between(asked_at, now, zone);
    let message = desk.id(now);
    let mut fact = row.case.answer(may.by.member, message, due.at, waited)?;
    fact.files = files;
    fact.sealed = seal(desk, &row, message, &words).await?;
    let seq = match desk.record(now, Actor::Member(may.by.member), fact).await {
        // Answered, withdrawn or lapsed meanwhile, or without a file that it names.
        Err(Failure::Stale) => {
            let case = own_row(desk, may, id).await?.case;
            return Err(match (case.state, case.asked_at) {
                (CaseState::Open, Some(_)) => refused(desk, about, said).await,
                (CaseState::Open, None) => Refusal::NothingAsked.into(),
                _ => Refusal::CaseClosed.into(),
            });
        }
        recorded => recorded?,
    };
    match row.asked_by {
        Some(reviewer) => notices::case_answered(desk, id, reviewer).await,
        None => notices::case_waits(desk, id, may.by.member).await,
    }
    Ok((seq, read_own_case(desk, may, id).await?))
}
