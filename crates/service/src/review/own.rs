//! An account's own cases, as its members see them: whose turn it is, what was said, what can be done. Who
//! reviews is not said.

use vermilion_model::fact::Actor;
use vermilion_model::{
    Case, CaseKind, CaseMessage, CaseState, Id, MessageKind, ReviewClass, Seq, Time, Turn,
};
use vermilion_store::CaseRow;

use super::forecast::{Waiting, waiting};
use super::kinds::{self, About};
use super::thread::thread;
use crate::authorizations::{GivenReason, given_reasons};
use crate::evidence::EvidenceView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, Kind, May};

/// A case of one's own account.
#[derive(Debug)]
pub struct OwnCase {
    /// Its id.
    pub id: Id<Case>,
    /// What kind it is.
    pub kind: CaseKind,
    /// What it is about.
    pub about: About,
    /// Where it stands.
    pub state: CaseState,
    /// Whose turn it is; nobody's once it is closed.
    pub turn: Option<Turn>,
    /// How many must agree.
    pub review: ReviewClass,
    /// When it came to the desk.
    pub opened_at: Time,
    /// When it must be decided; stands still while it waits for the applicant.
    pub due_at: Time,
    /// Whether the calendar lacks a year on the way there.
    pub due_assumed: bool,
    /// Whether that has passed while it waits for reviewers.
    pub overdue: bool,
    /// Since when it waits for the applicant.
    pub asked_at: Option<Time>,
    /// When it lapses if nobody answers.
    pub lapses_at: Option<Time>,
    /// When it ended.
    pub decided_at: Option<Time>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
    /// The rejected case that it appeals.
    pub appeal_of: Option<Id<Case>>,
    /// The case that appeals it.
    pub appealed_by: Option<Id<Case>>,
    /// Whether it can be appealed now; only where one case is read.
    pub may_appeal: bool,
    /// Its place in the queue; only where one case is read that waits for reviewers.
    pub waiting: Option<Waiting>,
    /// What was said, the oldest first, without colleagues' notes; only where one case is read.
    pub thread: Vec<OwnSaid>,
}

/// Something said about a case of one's own.
#[derive(Clone)]
pub struct OwnSaid {
    /// Its id.
    pub id: Id<CaseMessage>,
    /// What it is.
    pub kind: MessageKind,
    /// JSON pointer of the field it is about; empty means the whole.
    pub pointer: String,
    /// When.
    pub at: Time,
    /// The words.
    pub text: String,
    /// The files that it names, those that are gone too.
    pub files: Vec<EvidenceView>,
}

impl std::fmt::Debug for OwnSaid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnSaid({} {:?})", self.id, self.kind)
    }
}

/// This account's case; another account's is not there.
pub(crate) async fn own_row<R>(desk: &Desk, may: &May<R>, id: Id<Case>) -> Result<CaseRow, Failure> {
    let row = desk.read.case_by_id(id).await?.filter(|row| row.case.account == may.account());
    row.ok_or(Failure::Missing(Kind::Case))
}

/// An account's cases before one, the newest first, at most `limit`.
pub async fn read_own_cases<R>(
    desk: &Desk,
    may: &May<R>,
    before: Option<Id<Case>>,
    limit: i64,
) -> Result<Vec<OwnCase>, Failure> {
    let now = desk.now();
    let mut cases = Vec::new();
    for row in desk.read.cases_of_account(may.account(), before, limit).await? {
        cases.push(view(desk, may, &row, now).await?);
    }
    Ok(cases)
}

/// One of them, with what was said.
pub async fn read_own_case<R>(desk: &Desk, may: &May<R>, id: Id<Case>) -> Result<OwnCase, Failure> {
    let row = own_row(desk, may, id).await?;
    let key = desk.vault.key(&may.row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let said = thread(desk, &key, &row).await?;
    let shown = said.into_iter().filter(|said| said.kind != MessageKind::Note).map(|said| OwnSaid {
        id: said.id,
        kind: said.kind,
        pointer: said.pointer,
        at: said.at,
        text: said.text,
        files: said.files,
    });
    let (now, thread) = (desk.now(), shown.collect());
    let may_appeal = row.case.can_be_appealed() && kinds::is_newest(desk, &row).await?;
    let waiting = waiting(desk, &row, now).await?;
    Ok(OwnCase { may_appeal, waiting, thread, ..view(desk, may, &row, now).await? })
}

/// Takes the case off the reviewers' desk, whoever's turn it is.
///
/// # Errors
/// `NothingPending` when it was decided meanwhile.
pub async fn withdraw_case(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Case>,
) -> Result<(Seq, OwnCase), Failure> {
    let now = desk.now();
    let row = own_row(desk, may, id).await?;
    if row.case.state != CaseState::Open {
        return Err(vermilion_model::Refusal::CaseClosed.into());
    }
    let act = kinds::withdrawal(desk, &row.case.effect).await?;
    let seq = match desk.record(now, Actor::Member(may.by.member), act).await {
        // A reviewer was faster.
        Err(Failure::Stale) => return Err(vermilion_model::Refusal::CaseClosed.into()),
        recorded => recorded?,
    };
    Ok((seq, read_own_case(desk, may, id).await?))
}

async fn view<R>(desk: &Desk, may: &May<R>, row: &CaseRow, now: Time) -> Result<OwnCase, Failure> {
    let case = &row.case;
    let key = desk.vault.key(&may.row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let zone = desk.settings.zone_offset;
    Ok(OwnCase {
        id: case.id,
        kind: case.effect.kind(),
        about: kinds::about(desk, &case.effect).await?,
        state: case.state,
        turn: case.turn(),
        review: case.review,
        opened_at: row.opened_at,
        due_at: case.due_at,
        due_assumed: desk.calendar.assumes(row.opened_at, case.due_at, zone),
        overdue: case.overdue(now),
        asked_at: case.asked_at,
        lapses_at: case.lapses_at(),
        decided_at: row.decided.map(|(_, at)| at),
        reasons: given_reasons(desk, &key, case.id, (&row.reasons, row.sealed_text.as_deref()))?,
        appeal_of: case.appeal.as_ref().map(|appeal| appeal.case),
        appealed_by: case.appealed_by,
        may_appeal: false,
        waiting: None,
        thread: Vec::new(),
    })
}
