//! 申诉: a rejection is looked at once more, by others than those who decided it.

use vermilion_model::fact::Actor;
use vermilion_model::{Appeal, Case, Id, Refusal, Seq};

use super::own::{OwnCase, own_row, read_own_case};
use super::thread::{NewMessage, prepared, refused, seal};
use crate::faults::Faults;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May, notices};

/// Appeals a rejected case of the account; answers the new one, whose the files are that the grounds name.
///
/// # Errors
/// Faulty fields; `NotRejected`; `AlreadyAppealed`, an appeal's own rejection included; `AskedAnew` for
/// a name or a subject; `Superseded` when something newer was submitted; `AccountStopped`.
pub async fn appeal_case(
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
    let due = desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days);
    let appeal = Appeal { case: desk.id(now), grounds: desk.id(now), due_at: due.at, by: may.by.member };
    let mut fact = row.case.appeal_with(&appeal)?;
    fact.files = files;
    fact.sealed = seal(desk, &row, appeal.grounds, &words).await?;
    let seq = match desk.record(now, Actor::Member(may.by.member), fact).await {
        Err(Failure::Stale) => {
            if own_row(desk, may, id).await?.case.appealed_by.is_some() {
                return Err(Refusal::AlreadyAppealed.into());
            }
            // A file that it names is gone meanwhile, or something newer was submitted.
            return Err(match refused(desk, about, said).await {
                Failure::Stale => Refusal::Superseded.into(),
                why => why,
            });
        }
        recorded => recorded?,
    };
    notices::case_waits(desk, appeal.case, may.by.member).await;
    Ok((seq, read_own_case(desk, may, appeal.case).await?))
}
