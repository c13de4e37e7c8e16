//! Reads about review cases. The queue is ordered by due time and pages by seek.

use vermilion_model::{
    AccountNo, Case, CaseState, CodedReason, Effect, Id, Member, ReviewClass, Revision, Time,
};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "c.id, c.account, c.version, c.state, c.review, c.effect, c.opened_at, c.due_at, c.applicant, c.first_by, \
         c.taken_by, c.taken_until, c.decided_by, c.decided_at, c.reasons, c.sealed_text, c.revision, \
         coalesce(r.sealed, p.sealed) from review_case c left join revision r on r.id = c.revision \
         left join petition p on p.id = c.revision"
    };
}

static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where c.id = $1"));
static DUE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where c.state = $1 and (c.due_at, c.id) > ($2, $3) order by c.due_at, c.id limit $4"
));
static OF_ACCOUNT: Sql =
    Sql::both(concat!("select ", columns!(), " where c.account = $1 order by c.id desc limit 100"));

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
    /// The revision it is about; of other kinds what the effect names.
    pub revision: Id<Revision>,
    /// The document, sealed.
    pub sealed: Vec<u8>,
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
            },
            opened_at: row.time(6)?,
            taken,
            decided: row.opt_time(13)?.map(|at| (by, at)),
            reasons: row.opt_text(14)?.map_or(Ok(Vec::new()), |text| json(&text, 14))?,
            sealed_text: row.opt_blob(15)?.filter(|text| !text.is_empty()),
            revision: row.id(16)?,
            sealed: row.blob(17)?,
        })
    }
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

    /// An account's cases, the newest first.
    pub async fn cases_of_account(&self, account: AccountNo) -> Result<Vec<CaseRow>, StoreFault> {
        self.read(&OF_ACCOUNT, &[account.into()]).await?.iter().map(CaseRow::from_row).collect()
    }
}
