//! Reads about decisions in a span of time: what rates and forecasts are measured from.

use vermilion_model::{Case, CaseState, CheckVerdict, CodedReason, Id, Member, ReviewClass, Time};

use super::accounts::word;
use super::cases::json;
use crate::{Engine, Row, Sql, StoreFault};

static BETWEEN: Sql = Sql::both(
    "select c.id, c.state, c.review, c.first_by, c.decided_by, c.decided_at, c.reasons, o.decided_by, \
     o.reasons, c.appeal_of from review_case c left join review_case o on o.id = c.appeal_of \
     where c.decided_at is not null and (c.decided_at, c.id) > ($1, $2) and c.decided_at < $3 \
     and c.state in ('approved', 'rejected') order by c.decided_at, c.id limit $4",
);
static NEWEST: Sql = Sql::both(
    "select opened_at, decided_at, waited from review_case where decided_at is not null and review = $1 \
     and state in ('approved', 'rejected') order by decided_at desc, id desc limit $2",
);
static AHEAD: Sql = Sql::both(
    "select count(*) from review_case where state = 'open' and asked_at is null and (due_at, id) < ($1, $2)",
);
static CHECKS: Sql = Sql::both("select checks from case_check where review_case = $1 and member = $2");

/// A decided case, and the rejection it was an appeal against.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// Which.
    pub case: Id<Case>,
    /// How it was decided.
    pub state: CaseState,
    /// How many had to agree.
    pub review: ReviewClass,
    /// The first of two who agreed.
    pub first_by: Option<Id<Member>>,
    /// Who decided last.
    pub decided_by: Option<Id<Member>>,
    /// When.
    pub decided_at: Time,
    /// Why it was rejected.
    pub reasons: Vec<CodedReason>,
    /// Of an appeal: who rejected, and with which reasons.
    pub appealed: Option<(Option<Id<Member>>, Vec<CodedReason>)>,
}

fn reasons(row: &Row, column: usize) -> Result<Vec<CodedReason>, StoreFault> {
    row.opt_text(column)?.map_or(Ok(Vec::new()), |text| json(&text, column))
}

fn decision(row: &Row) -> Result<DecisionRow, StoreFault> {
    let appealed = match row.opt_id::<Case>(9)? {
        Some(_) => Some((row.opt_id(7)?, reasons(row, 8)?)),
        None => None,
    };
    Ok(DecisionRow {
        case: row.id(0)?,
        state: word(row, 1, CaseState::from_word)?,
        review: word(row, 2, ReviewClass::from_word)?,
        first_by: row.opt_id(3)?,
        decided_by: row.opt_id(4)?,
        decided_at: row.time(5)?,
        reasons: reasons(row, 6)?,
        appealed,
    })
}

/// How long a decided case took.
#[derive(Debug, Clone, Copy)]
pub struct TookRow {
    /// When it came to the desk.
    pub opened_at: Time,
    /// When it was decided.
    pub decided_at: Time,
    /// How many working days its clock stood.
    pub waited: u32,
}

fn took(row: &Row) -> Result<TookRow, StoreFault> {
    let waited = row.opt_int(2)?.and_then(|days| u32::try_from(days).ok()).unwrap_or(0);
    Ok(TookRow { opened_at: row.time(0)?, decided_at: row.time(1)?, waited })
}

impl Engine {
    /// Decisions after a place in their order and before a time, the oldest first, at most `limit`.
    pub async fn decisions_between(
        &self,
        after: (Time, Id<Case>),
        before: Time,
        limit: i64,
    ) -> Result<Vec<DecisionRow>, StoreFault> {
        let params = [after.0.into(), after.1.into(), before.into(), limit.into()];
        self.read(&BETWEEN, &params).await?.iter().map(decision).collect()
    }

    /// How long the newest decided cases of one review class took, at most `limit`.
    pub async fn newest_decisions(
        &self,
        review: ReviewClass,
        limit: i64,
    ) -> Result<Vec<TookRow>, StoreFault> {
        self.read(&NEWEST, &[review.word().into(), limit.into()]).await?.iter().map(took).collect()
    }

    /// How many cases wait for reviewers before a place in the queue.
    pub async fn cases_ahead(&self, place: (Time, Id<Case>)) -> Result<i64, StoreFault> {
        let row = self.read_one(&AHEAD, &[place.0.into(), place.1.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// What a reviewer found so far about a case.
    pub async fn checks_of_reviewer(
        &self,
        case: Id<Case>,
        reviewer: Id<Member>,
    ) -> Result<Vec<CheckVerdict>, StoreFault> {
        let row = self.read_one(&CHECKS, &[case.into(), reviewer.into()]).await?;
        row.map_or(Ok(Vec::new()), |row| json(&row.text(0)?, 0))
    }
}
