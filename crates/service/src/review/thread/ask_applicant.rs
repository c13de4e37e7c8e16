//! A question to the applicant: the clock stands, and the case is theirs until they answer.

use vermilion_model::fact::Actor;
use vermilion_model::{Case, FieldFault, Id, Seq};

use super::words::{NewMessage, is_pointer, prepared, refused, seal};
use crate::faults::Faults;
use crate::may::Review;
use crate::review::case_row::{decidable, overtaken, reviewer};
use crate::review::read_case::{CaseDetail, read_case};
use crate::{Desk, Failure, PlatformMay, notices};

/// What is asked.
#[derive(Clone)]
pub struct Question {
    /// JSON pointer of the field it is about; empty means the whole.
    pub pointer: String,
    /// The question.
    pub said: NewMessage,
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Question({})", self.pointer)
    }
}

/// Asks about the version that was on the screen.
///
/// # Errors
/// Faulty fields; `CaseClosed`, `CaseTaken`, `WaitsForApplicant`; `OwnApplication` and `DecidedBefore` (I7);
/// `Stale` when the case was stepped meanwhile.
pub async fn ask_applicant(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (id, version): (Id<Case>, i64),
    question: Question,
) -> Result<(Seq, CaseDetail), Failure> {
    let mut faults = Faults::default();
    if !is_pointer(&question.pointer) {
        faults.push(FieldFault::new("/pointer", "format"));
    }
    let about = (id, by.by.member);
    let (words, files) = prepared(desk, about, &question.said, faults).await?;
    let now = desk.now();
    let row = decidable(desk, by, (id, version), now).await?;
    let message = desk.id(now);
    let mut fact = row.case.ask(&reviewer(desk, by).await?, message, question.pointer)?;
    fact.files = files;
    fact.sealed = seal(desk, &row, message, &words).await?;
    let seq = match desk.record(now, Actor::Member(by.by.member), fact).await {
        Err(Failure::Stale) => {
            return Err(match overtaken(desk, (id, version)).await? {
                Failure::Stale => refused(desk, about, &question.said).await,
                other => other,
            });
        }
        recorded => recorded?,
    };
    notices::case_asked(desk, &row.case).await;
    Ok((seq, read_case(desk, by, id).await?))
}
