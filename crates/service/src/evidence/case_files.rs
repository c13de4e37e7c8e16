//! Files for what is said about a case: either side hands them in to the case, and the other sees them once a
//! message names them.

use vermilion_model::fact::Actor;
use vermilion_model::{
    Case, CaseState, EvidenceEnd, EvidenceFile, Id, Member, MessageKind, Refusal, Seq, Viewer,
};
use vermilion_store::{AccountRow, CaseRow, EvidenceRow};

use super::read_evidence::EvidenceView;
use super::store_evidence::{Handed, take_in};
use super::tend::delete;
use super::view_evidence::{Look, Shown, show};
use crate::may::{ManageAuthorizations, Review};
use crate::review::{case_row, own_row, reviewer};
use crate::{Desk, Failure, Kind, May, PlatformMay};

/// How many files a case takes, those that no message names yet included.
const CASE_MAX: i64 = 100;

/// Hands a file in to an open case of the account, or to a rejected one that can be appealed. `read` brings its bytes as it does for
/// [`store_evidence`](super::store_evidence()).
///
/// # Errors
/// Faulty fields; `CaseClosed`; `TooManyCaseFiles`; `AccountStopped`.
pub async fn store_own_case_file<F>(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (case, name): (Id<Case>, &str),
    read: impl FnOnce(usize) -> F + Send,
) -> Result<(Seq, EvidenceView), Failure>
where
    F: Future<Output = Result<Vec<u8>, Failure>> + Send,
{
    may.may_speak(desk)?;
    let row = own_row(desk, may, case).await?.case;
    if row.state != CaseState::Open && !row.can_be_appealed() {
        return Err(Refusal::CaseClosed.into());
    }
    has_room(desk, case).await?;
    let handed = Handed { account: &may.row, case: Some(case), by: may.by.member, name };
    take_in(desk, &handed, read).await
}

/// Hands a file in from the reviewers' side: for a note about a closed case, too.
///
/// # Errors
/// Faulty fields; `OwnApplication` (I7); `TooManyCaseFiles`.
pub async fn store_case_file<F>(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (case, name): (Id<Case>, &str),
    read: impl FnOnce(usize) -> F + Send,
) -> Result<(Seq, EvidenceView), Failure>
where
    F: Future<Output = Result<Vec<u8>, Failure>> + Send,
{
    let row = case_row(desk, case).await?;
    if row.case.concerns(&reviewer(desk, by).await?) {
        return Err(Refusal::OwnApplication.into());
    }
    has_room(desk, case).await?;
    let account = account_of(desk, &row).await?;
    let handed = Handed { account: &account, case: Some(case), by: by.by.member, name };
    take_in(desk, &handed, read).await
}

/// Shows a member of the account a file of its case; every view is audited.
pub async fn show_own_case_file(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (case, id): (Id<Case>, Id<EvidenceFile>),
) -> Result<Shown, Failure> {
    let row = own_row(desk, may, case).await?;
    let file = readable(desk, &row, (may.by.member, Reader::Party), id).await?;
    let look = Look { by: may.by.member, viewer: Viewer::Applicant, case: Some(case) };
    show(desk, (&may.row, &file), &look).await
}

/// Shows a reviewer a file of a case's thread; every view is audited.
pub async fn show_case_file(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (case, id): (Id<Case>, Id<EvidenceFile>),
) -> Result<Shown, Failure> {
    let row = case_row(desk, case).await?;
    let concerned = row.case.concerns(&reviewer(desk, by).await?);
    let reader = if concerned { Reader::Party } else { Reader::Colleague };
    let file = readable(desk, &row, (by.by.member, reader), id).await?;
    let look = Look { by: by.by.member, viewer: Viewer::Reviewer, case: Some(case) };
    show(desk, (&account_of(desk, &row).await?, &file), &look).await
}

/// Throws away a file of one's own that no message names.
///
/// # Errors
/// `CaseFileSent` where one does.
pub async fn discard_own_case_file(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (case, id): (Id<Case>, Id<EvidenceFile>),
) -> Result<(), Failure> {
    let row = own_row(desk, may, case).await?;
    discard(desk, &row, may.by.member, id).await
}

/// Likewise a reviewer's.
///
/// # Errors
/// `CaseFileSent` where a message names it.
pub async fn discard_case_file(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (case, id): (Id<Case>, Id<EvidenceFile>),
) -> Result<(), Failure> {
    let row = case_row(desk, case).await?;
    discard(desk, &row, by.by.member, id).await
}

/// Who reads a thread.
enum Reader {
    /// With colleagues' notes.
    Colleague,
    /// Without them.
    Party,
}

/// A file of the case: one's own before it is sent, and afterwards one that a message names which one may read.
async fn readable(
    desk: &Desk,
    row: &CaseRow,
    (by, reader): (Id<Member>, Reader),
    id: Id<EvidenceFile>,
) -> Result<EvidenceRow, Failure> {
    let file = of_case(desk, row, id).await?;
    let readable = match (file.message, reader) {
        (None, _) => file.stored_by == by,
        (Some(_), Reader::Colleague) => true,
        (Some(message), Reader::Party) => {
            let said = desk.read.messages_of_case(row.case.id).await?;
            said.iter().any(|said| said.message == message && said.kind != MessageKind::Note)
        }
    };
    if readable { Ok(file) } else { Err(Failure::Missing(Kind::Evidence)) }
}

async fn discard(desk: &Desk, row: &CaseRow, by: Id<Member>, id: Id<EvidenceFile>) -> Result<(), Failure> {
    let file = of_case(desk, row, id).await?;
    if file.stored_by != by {
        return Err(Failure::Missing(Kind::Evidence));
    }
    if file.message.is_some() {
        return Err(Refusal::CaseFileSent.into());
    }
    delete(desk, &file, (EvidenceEnd::Discarded, Actor::Member(by))).await
}

async fn of_case(desk: &Desk, row: &CaseRow, id: Id<EvidenceFile>) -> Result<EvidenceRow, Failure> {
    let file = desk.read.evidence_by_id(id).await?.filter(|file| file.case == Some(row.case.id));
    file.ok_or(Failure::Missing(Kind::Evidence))
}

async fn has_room(desk: &Desk, case: Id<Case>) -> Result<(), Failure> {
    if desk.read.count_files_of_case(case).await? < CASE_MAX {
        Ok(())
    } else {
        Err(Refusal::TooManyCaseFiles.into())
    }
}

async fn account_of(desk: &Desk, row: &CaseRow) -> Result<AccountRow, Failure> {
    desk.read.account_by_no(row.case.account).await?.ok_or(Failure::Missing(Kind::Account))
}
