//! Something the applicant tells the reviewers without having been asked.

use vermilion_model::{Case, Id, MessageKind, Seq};

use super::words::{NewMessage, prepared, write};
use crate::faults::Faults;
use crate::may::ManageAuthorizations;
use crate::review::own::{OwnCase, own_row, read_own_case};
use crate::{Desk, Failure, May, notices};

/// Writes about an open case of the account.
///
/// # Errors
/// Faulty fields; `CaseClosed`; `TooManyMessages`; `AccountStopped`.
pub async fn write_to_reviewers(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Case>,
    said: &NewMessage,
) -> Result<(Seq, OwnCase), Failure> {
    may.may_speak(desk)?;
    let ready = prepared(desk, (id, may.by.member), said, Faults::default()).await?;
    let now = desk.now();
    let row = own_row(desk, may, id).await?;
    let seq = write(desk, (&row, MessageKind::FromApplicant), (now, may.by.member), (said, ready)).await?;
    // Nobody is told while nobody is at it: whoever takes the case reads it.
    let at_it = row.taken.filter(|(_, until)| now < *until).map(|(holder, _)| holder).or(row.asked_by);
    if let Some(reviewer) = at_it {
        notices::applicant_wrote(desk, id, reviewer).await;
    }
    Ok((seq, read_own_case(desk, may, id).await?))
}
