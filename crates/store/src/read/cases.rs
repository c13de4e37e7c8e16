//! Reads about review cases. The queue is ordered by due time and pages by seek.

use vermilion_model::{
    AccountNo, AppealOf, Case, CaseState, CheckVerdict, CodedReason, Effect, Id, Member, ReviewClass,
    Revision, Time, Turn,
};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "c.id, c.account, c.version, c.state, c.review, c.effect, c.opened_at, c.due_at, c.applicant, c.first_by, \
         c.taken_by, c.taken_until, c.decided_by, c.decided_at, c.reasons, c.sealed_text, c.revision, \
         coalesce(r.sealed, p.sealed), c.asked_at, c.asked_by, c.waited, c.escalated_at, c.appeal_of, o.first_by, o.decided_by, c.appealed_by, \
         c.checks from review_case c left join revision r on r.id = c.revision \
         left join petition p on p.id = c.revision left join review_case o on o.id = c.appeal_of"
    };
}

static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where c.id = $1"));
static DUE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = $1 and (c.due_at, c.id) > ($2, $3) order by c.due_at, c.id limit $4"
));
static DUE_BY_REVIEWERS: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = 'open' and c.asked_at is null and (c.due_at, c.id) > ($1, $2) \
     order by c.due_at, c.id limit $3"
));
static DUE_BY_APPLICANTS: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = 'open' and c.asked_at is not null and (c.due_at, c.id) > ($1, $2) \
     order by c.due_at, c.id limit $3"
));
static OF_ACCOUNT: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.account = $1 and c.id < $2 order by c.id desc limit $3"
));
static OVERDUE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = 'open' and c.due_at < $1 and c.asked_at is null and c.escalated_at is null \
     order by c.due_at, c.id limit $2"
));
static LEFT: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = 'open' and c.asked_at is not null and c.asked_at <= $1 order by c.asked_at, c.id limit $2"
));

/// A case with what its page shows; document and the reviewer's words are sealed under the account's key.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// As the model steps it.
    pub case: Case,
    /// When it came to the desk.
    pub opened_at: Time,
    /// Who holds it, and until when.
    pub taken: Option<(Id<Member>, Time)>,
    /// Who decided, and when.
    pub decided: Option<(Option<Id<Member>>, Time)>,
    /// Why it was rejected.
    pub reasons: Vec<CodedReason>,
    /// The reviewer's words, sealed.
    pub sealed_text: Option<Vec<u8>>,
    /// The revision it is about.
    pub revision: Id<Revision>,
    /// The document, sealed.
    pub sealed: Vec<u8>,
    /// Who asked the applicant last.
    pub asked_by: Option<Id<Member>>,
    /// How many working days its clock stood.
    pub waited: u32,
    /// When operators were told that its due time had passed.
    pub escalated_at: Option<Time>,
    /// The verdicts of its decision; while it is open, those of the first of two who agreed.
    pub checks: Vec<CheckVerdict>,
}

impl CaseRow {
    fn from_row(row: &Row) -> Result<CaseRow, StoreFault> {
        let effect: Effect = json(&row.text(5)?, 5)?;
        let taken = match (row.opt_id(10)?, row.opt_time(11)?) {
            (Some(by), Some(until)) => Some((by, until)),
            _ => None,
        };
        let by: Option<Id<Member>> = row.opt_id(12)?;
        Ok(CaseRow {
            case: Case {
                id: row.id(0)?,
                version: row.int(2)?,
                account: AccountNo(row.small(1)?),
                effect,
                review: word(row, 4, ReviewClass::from_word)?,
                due_at: row.time(7)?,
                state: word(row, 3, CaseState::from_word)?,
                first: row.opt_id(9)?,
                applicant: row.id(8)?,
                asked_at: row.opt_time(18)?,
                appeal: appeal(row)?,
                appealed_by: row.opt_id(25)?,
            },
            opened_at: row.time(6)?,
            taken,
            decided: row.opt_time(13)?.map(|at| (by, at)),
            reasons: row.opt_text(14)?.map_or(Ok(Vec::new()), |text| json(&text, 14))?,
            sealed_text: row.opt_blob(15)?.filter(|text| !text.is_empty()),
            revision: row.id(16)?,
            sealed: row.blob(17)?,
            asked_by: row.opt_id(19)?,
            waited: row.opt_int(20)?.and_then(|days| u32::try_from(days).ok()).unwrap_or(0),
            escalated_at: row.opt_time(21)?,
            checks: row.opt_text(26)?.map_or(Ok(Vec::new()), |text| json(&text, 26))?,
        })
    }
}

fn appeal(row: &Row) -> Result<Option<AppealOf>, StoreFault> {
    let Some(case) = row.opt_id(22)? else { return Ok(None) };
    let decided_by = row.opt_id(23)?.into_iter().chain(row.opt_id(24)?).collect();
    Ok(Some(AppealOf { case, decided_by }))
}

pub(super) fn json<T: serde::de::DeserializeOwned>(text: &str, column: usize) -> Result<T, StoreFault> {
    serde_json::from_str(text).map_err(|_| StoreFault::Shape { column, expected: "the fact's JSON" })
}

impl Engine {
    /// One case.
    pub async fn case_by_id(&self, id: Id<Case>) -> Result<Option<CaseRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(CaseRow::from_row).transpose()
    }

    /// Cases in one state after a place in the queue, the most urgent first, at most `limit`.
    pub async fn cases_due_after(
        &self,
        state: CaseState,
        after: (Time, Id<Case>),
        limit: i64,
    ) -> Result<Vec<CaseRow>, StoreFault> {
        let params = [state.word().into(), after.0.into(), after.1.into(), limit.into()];
        self.read(&DUE, &params).await?.iter().map(CaseRow::from_row).collect()
    }

    /// Open cases whose turn it is after a place in the queue, the most urgent first, at most `limit`.
    pub async fn cases_by_turn(
        &self,
        turn: Turn,
        after: (Time, Id<Case>),
        limit: i64,
    ) -> Result<Vec<CaseRow>, StoreFault> {
        let sql = match turn {
            Turn::Reviewer => &DUE_BY_REVIEWERS,
            Turn::Applicant => &DUE_BY_APPLICANTS,
        };
        let params = [after.0.into(), after.1.into(), limit.into()];
        self.read(sql, &params).await?.iter().map(CaseRow::from_row).collect()
    }

    /// An account's cases before one, the newest first, at most `limit`.
    pub async fn cases_of_account(
        &self,
        account: AccountNo,
        before: Option<Id<Case>>,
        limit: i64,
    ) -> Result<Vec<CaseRow>, StoreFault> {
        let before = before.unwrap_or(Id::from_bytes([0xff; 16]));
        let params = [account.into(), before.into(), limit.into()];
        self.read(&OF_ACCOUNT, &params).await?.iter().map(CaseRow::from_row).collect()
    }

    /// Cases whose due time had passed at `now` and of which operators were not told, at most `limit`.
    pub async fn cases_overdue(&self, now: Time, limit: i64) -> Result<Vec<CaseRow>, StoreFault> {
        self.read(&OVERDUE, &[now.into(), limit.into()]).await?.iter().map(CaseRow::from_row).collect()
    }

    /// Cases that wait for their applicants since `asked_by` or longer, at most `limit`.
    pub async fn cases_left(&self, asked_by: Time, limit: i64) -> Result<Vec<CaseRow>, StoreFault> {
        self.read(&LEFT, &[asked_by.into(), limit.into()]).await?.iter().map(CaseRow::from_row).collect()
    }
}
