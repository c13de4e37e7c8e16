//! A note for colleagues. The applicant never sees it, and neither does a reviewer who has a part in the case.

use vermilion_model::{Case, Id, MessageKind, Refusal, Seq};

use super::words::{NewMessage, prepared, write};
use crate::faults::Faults;
use crate::may::Review;
use crate::review::case_row::{case_row, reviewer};
use crate::review::read_case::{CaseDetail, read_case};
use crate::{Desk, Failure, PlatformMay};

/// Writes a note, about a closed case too.
///
/// # Errors
/// Faulty fields; `OwnApplication` (I7); `TooManyMessages`.
pub async fn write_note(
    desk: &Desk,
    by: &PlatformMay<Review>,
    id: Id<Case>,
    said: &NewMessage,
) -> Result<(Seq, CaseDetail), Failure> {
    let ready = prepared(desk, (id, by.by.member), said, Faults::default()).await?;
    let now = desk.now();
    let row = case_row(desk, id).await?;
    if row.case.concerns(&reviewer(desk, by).await?) {
        return Err(Refusal::OwnApplication.into());
    }
    let seq = write(desk, (&row, MessageKind::Note), (now, by.by.member), (said, ready)).await?;
    Ok((seq, read_case(desk, by, id).await?))
}
