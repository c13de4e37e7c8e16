//! Reads one case with everything a reviewer needs to decide it.

use vermilion_model::{Case, CaseState, Effect, Id, Time};
use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

use super::case_row::case_row;
use super::checklist::{CheckItem, checklist};
use super::lines::{CaseLine, checklist as check_lines, lines};
use super::summary::{CaseSummary, Maker};
use crate::authorizations::{Form, GivenReason, capability_ids, given_reasons, open_document};
use crate::may::Review;
use crate::{Desk, Failure, Kind, PlatformMay};

/// A case with its document and what came before it.
#[derive(Debug)]
pub struct CaseDetail {
    /// What the queue shows.
    pub summary: CaseSummary,
    /// What was submitted, where it is about an authorization.
    pub document: Form,
    /// What was submitted, field by field, where it is about anything else.
    pub lines: Vec<CaseLine>,
    /// What to look at.
    pub checklist: Vec<CheckItem>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
    /// Earlier cases about the same authorization or field, the newest first.
    pub history: Vec<Earlier>,
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

/// One case, whoever holds it.
pub async fn read_case(desk: &Desk, _: &PlatformMay<Review>, id: Id<Case>) -> Result<CaseDetail, Failure> {
    let row = case_row(desk, id).await?;
    let account = desk.read.account_by_no(row.case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = desk.vault.key(&account.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let lines = lines(desk, &key, &row)?;
    let (document, checklist) = match &row.case.effect {
        Effect::Revision { capabilities, .. } => {
            (open_document(desk, &key, row.revision, &row.sealed)?, checklist(&desk.catalogue, *capabilities))
        }
        Effect::Register { .. } | Effect::Verification { .. } => {
            (Form::default(), check_lines(row.case.effect.kind(), &lines))
        }
    };
    Ok(CaseDetail {
        document,
        lines,
        checklist,
        reasons: reasons(desk, &key, &row)?,
        history: history(desk, &key, &row).await?,
        summary: Maker::new(desk, desk.now()).summary(&row).await?,
    })
}

/// Whether two cases are about one thing: an authorization, a field of the register, the subject.
fn same_matter(one: &Effect, other: &Effect) -> bool {
    match (one, other) {
        (Effect::Revision { authorization: one, .. }, Effect::Revision { authorization: other, .. }) => {
            one == other
        }
        _ => one.kind() == other.kind(),
    }
}

fn reasons(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<GivenReason>, Failure> {
    given_reasons(desk, key, row.case.id, (&row.reasons, row.sealed_text.as_deref()))
}

async fn history(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<Earlier>, Failure> {
    let cases = desk.read.cases_of_account(row.case.account).await?;
    // One waits at a time, so whatever ended before this one came is earlier.
    let earlier_one = |other: &&CaseRow| {
        let ended = other.decided.is_some_and(|(_, at)| at <= row.opened_at);
        same_matter(&other.case.effect, &row.case.effect) && other.case.id != row.case.id && ended
    };
    let earlier = |other: &CaseRow| {
        let asked = match &other.case.effect {
            Effect::Revision { capabilities, .. } => capability_ids(&desk.catalogue, *capabilities),
            Effect::Register { .. } | Effect::Verification { .. } => Vec::new(),
        };
        Ok(Earlier {
            case: other.case.id,
            state: other.case.state,
            opened_at: other.opened_at,
            decided_at: other.decided.map(|(_, at)| at),
            asked,
            reasons: reasons(desk, key, other)?,
        })
    };
    cases.iter().filter(earlier_one).map(earlier).collect()
}
