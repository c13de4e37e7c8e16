//! Something a reviewer tells the applicant without asking: the clock runs on.

use vermilion_model::{Case, Id, MessageKind, Seq};

use super::words::{NewMessage, prepared, write};
use crate::faults::Faults;
use crate::may::Review;
use crate::review::case_row::{case_row, reviewer};
use crate::review::read_case::{CaseDetail, read_case};
use crate::{Desk, Failure, PlatformMay, notices};

/// Writes to the applicant of an open case.
///
/// # Errors
/// Faulty fields; `CaseClosed`; `OwnApplication` and `DecidedBefore` (I7); `TooManyMessages`.
pub async fn write_to_applicant(
    desk: &Desk,
    by: &PlatformMay<Review>,
    id: Id<Case>,
    said: &NewMessage,
) -> Result<(Seq, CaseDetail), Failure> {
    let ready = prepared(desk, (id, by.by.member), said, Faults::default()).await?;
    let now = desk.now();
    let row = case_row(desk, id).await?;
    row.case.impartial(&reviewer(desk, by).await?)?;
    let seq = write(desk, (&row, MessageKind::FromReviewer), (now, by.by.member), (said, ready)).await?;
    notices::reviewer_wrote(desk, &row.case).await;
    Ok((seq, read_case(desk, by, id).await?))
}
