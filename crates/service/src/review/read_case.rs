//! Reads one case with everything a reviewer needs to decide it.

use vermilion_model::{Case, CaseState, Id, MessageKind, Time};

use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

use super::case_row::{case_row, reviewer};
use super::checks::{Judged, judged};
use super::kinds::{self, Document};
use super::summary::{CaseSummary, Maker, Person};
use super::thread::{Said, thread};
use crate::authorizations::{GivenReason, given_reasons};
use crate::may::Review;
use crate::{Desk, Failure, Kind, PlatformMay};

/// A case with its document and what came before it.
#[derive(Debug)]
pub struct CaseDetail {
    /// What the queue shows.
    pub summary: CaseSummary,
    /// What was submitted.
    pub document: Document,
    /// What to look at.
    pub checklist: Vec<Judged>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
    /// Earlier cases about the same thing, the newest first.
    pub history: Vec<Earlier>,
    /// What was said about it, by whom, the oldest first.
    pub thread: Vec<(Said, Person)>,
}

/// A case that was decided before.
#[derive(Debug)]
pub struct Earlier {
    /// Which.
    pub case: Id<Case>,
    /// How it ended.
    pub state: CaseState,
    /// When it came.
    pub opened_at: Time,
    /// When it ended.
    pub decided_at: Option<Time>,
    /// What it asked for.
    pub asked: Vec<String>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
}

/// How many cases of the account are looked through for history.
const LOOKED_THROUGH: i64 = 100;

/// One case, whoever holds it. Colleagues' notes are hidden from who has a part in it (I7).
pub async fn read_case(desk: &Desk, by: &PlatformMay<Review>, id: Id<Case>) -> Result<CaseDetail, Failure> {
    let row = case_row(desk, id).await?;
    let account = desk.read.account_by_no(row.case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = desk.vault.key(&account.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let document = kinds::document(desk, &key, &row)?;
    let concerned = row.case.concerns(&reviewer(desk, by).await?);
    let mut maker = Maker::new(desk, desk.now());
    let mut said = Vec::new();
    for message in thread(desk, &key, &row).await? {
        if !(concerned && message.kind == MessageKind::Note) {
            let author = maker.person(message.author).await?;
            said.push((message, author));
        }
    }
    Ok(CaseDetail {
        checklist: judged(desk, &key, (&row, &document), by.by.member).await?,
        document,
        reasons: reasons(desk, &key, &row)?,
        history: history(desk, &key, &row).await?,
        thread: said,
        summary: maker.summary(&row).await?,
    })
}

fn reasons(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<GivenReason>, Failure> {
    given_reasons(desk, key, row.case.id, (&row.reasons, row.sealed_text.as_deref()))
}

async fn history(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<Earlier>, Failure> {
    let cases = desk.read.cases_of_account(row.case.account, None, LOOKED_THROUGH).await?;
    // One waits at a time, so whatever ended before this one came is earlier.
    let earlier_one = |other: &&CaseRow| {
        let ended = other.decided.is_some_and(|(_, at)| at <= row.opened_at);
        kinds::same_subject(&other.case.effect, &row.case.effect) && other.case.id != row.case.id && ended
    };
    let earlier = |other: &CaseRow| {
        Ok(Earlier {
            case: other.case.id,
            state: other.case.state,
            opened_at: other.opened_at,
            decided_at: other.decided.map(|(_, at)| at),
            asked: kinds::asked(&desk.catalogue, &other.case.effect),
            reasons: reasons(desk, key, other)?,
        })
    };
    cases.iter().filter(earlier_one).map(earlier).collect()
}
