//! A case as the queue shows it.

use std::collections::HashMap;

use vermilion_model::{
    AccountNo, AccountType, AppId, Case, CaseKind, CaseState, Id, Member, ReviewClass, Time, Turn,
};
use vermilion_seal::Place;
use vermilion_store::CaseRow;

use super::kinds::{self, About};
use crate::people::MemberBox;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind};

/// A member, as colleagues see them. Erased members keep their id only.
#[derive(Clone)]
pub struct Person {
    /// Who.
    pub id: Id<Member>,
    /// What they are called.
    pub name: Option<String>,
    /// Where they are reached.
    pub email: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

/// A case with what the queue shows of it.
#[derive(Debug)]
pub struct CaseSummary {
    /// Its id.
    pub id: Id<Case>,
    /// What it is about.
    pub kind: CaseKind,
    /// The account it is about.
    pub app_id: AppId,
    /// That account's type.
    pub account_type: AccountType,
    /// That account's name.
    pub account_name: String,
    /// Where it stands.
    pub state: CaseState,
    /// How many must agree.
    pub review: ReviewClass,
    /// Raised by every step; named by who decides.
    pub version: i64,
    /// When it came to the desk.
    pub opened_at: Time,
    /// When it must be decided.
    pub due_at: Time,
    /// Whether the calendar lacks a year on the way there.
    pub due_assumed: bool,
    /// Whether that has passed while it waits.
    pub overdue: bool,
    /// Who submitted it.
    pub applicant: Person,
    /// Who holds it, and until when.
    pub taken: Option<(Person, Time)>,
    /// The first of two who agreed.
    pub first_by: Option<Person>,
    /// Who decided last.
    pub decided_by: Option<Person>,
    /// When.
    pub decided_at: Option<Time>,
    /// What it is about.
    pub about: About,
    /// Whose turn it is; nobody's once it is closed.
    pub turn: Option<Turn>,
    /// Since when it waits for the applicant.
    pub asked_at: Option<Time>,
    /// When it lapses if the applicant does not answer.
    pub lapses_at: Option<Time>,
    /// When operators were told that it is overdue.
    pub escalated_at: Option<Time>,
    /// The rejected case that it appeals.
    pub appeal_of: Option<Id<Case>>,
    /// The case that appeals it.
    pub appealed_by: Option<Id<Case>>,
}

/// Makes summaries; each member and account is opened once.
pub(super) struct Maker<'a> {
    desk: &'a Desk,
    now: Time,
    people: HashMap<Id<Member>, Person>,
    accounts: HashMap<AccountNo, (AppId, AccountType, String)>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(desk: &'a Desk, now: Time) -> Maker<'a> {
        Maker { desk, now, people: HashMap::new(), accounts: HashMap::new() }
    }

    pub(super) async fn summary(&mut self, row: &CaseRow) -> Result<CaseSummary, Failure> {
        let case = &row.case;
        let (app_id, account_type, account_name) = self.account(case.account).await?;
        let (open, zone) = (case.state == CaseState::Open, self.desk.settings.zone_offset);
        let taken = row.taken.filter(|(_, until)| open && self.now < *until);
        let taken = match taken {
            Some((by, until)) => Some((self.person(by).await?, until)),
            None => None,
        };
        let decided_by = row.decided.and_then(|(by, _)| by);
        Ok(CaseSummary {
            id: case.id,
            kind: case.effect.kind(),
            app_id,
            account_type,
            account_name,
            state: case.state,
            review: case.review,
            version: case.version,
            opened_at: row.opened_at,
            due_at: case.due_at,
            due_assumed: self.desk.calendar.assumes(row.opened_at, case.due_at, zone),
            overdue: case.overdue(self.now),
            applicant: self.person(case.applicant).await?,
            taken,
            first_by: self.somebody(case.first).await?,
            decided_by: self.somebody(decided_by).await?,
            decided_at: row.decided.map(|(_, at)| at),
            about: kinds::about(self.desk, &case.effect).await?,
            turn: case.turn(),
            asked_at: case.asked_at,
            lapses_at: case.lapses_at(),
            escalated_at: row.escalated_at,
            appeal_of: case.appeal.as_ref().map(|appeal| appeal.case),
            appealed_by: case.appealed_by,
        })
    }

    async fn account(&mut self, no: AccountNo) -> Result<(AppId, AccountType, String), Failure> {
        if let Some(known) = self.accounts.get(&no) {
            return Ok(known.clone());
        }
        let row = self.desk.read.account_by_no(no).await?.ok_or(Failure::Missing(Kind::Account))?;
        let account = (row.app_id, row.account_type, account_box(self.desk, &row).await?.name);
        self.accounts.insert(no, account.clone());
        Ok(account)
    }

    async fn somebody(&mut self, id: Option<Id<Member>>) -> Result<Option<Person>, Failure> {
        match id {
            Some(id) => self.person(id).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn person(&mut self, id: Id<Member>) -> Result<Person, Failure> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let opened = member_box(self.desk, id).await?;
        let (name, email) = opened.map_or((None, None), |opened| (opened.name, Some(opened.email)));
        let person = Person { id, name, email };
        self.people.insert(id, person.clone());
        Ok(person)
    }
}

/// What the member's key opens; nothing once they were erased.
pub(crate) async fn member_box(desk: &Desk, id: Id<Member>) -> Result<Option<MemberBox>, Failure> {
    let Some(row) = desk.read.member_by_id(id).await? else { return Ok(None) };
    desk.vault.read(id.bytes(), Place { table: "member", row: id.bytes() }, &row.sealed).await
}
