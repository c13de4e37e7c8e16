//! What the clock does to cases: those that applicants left lapse, those that reviewers left are told to
//! operators. It decides nothing.

use vermilion_model::fact::Actor;
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{LEFT_FOR, Time};
use vermilion_store::CaseRow;

use super::kinds;
use crate::{Desk, Failure, Kind, notices};

/// How many cases one look takes; the rest is the next one's.
const STEP: i64 = 100;

/// Looks through the desk once. Several nodes may do so at the same time: each step is guarded.
///
/// # Errors
/// The store could not be read or written; what was done stays done. One case that does not lapse holds up no
/// other.
pub async fn tend_cases(desk: &Desk) -> Result<(), Failure> {
    let now = desk.now();
    for row in desk.read.cases_left(now.minus(LEFT_FOR), STEP).await? {
        if let Err(failure) = lapse(desk, &row, now).await {
            tracing::warn!(%failure, case = %row.case.id, "a case that was left did not lapse");
        }
    }
    let mut late = false;
    for row in desk.read.cases_overdue(now, STEP).await? {
        late |= escalate(desk, &row, now).await?;
    }
    if late {
        notices::cases_overdue(desk).await;
    }
    missing_years(desk, now).await
}

/// A year that should be known and is not is told to operators, once a month.
async fn missing_years(desk: &Desk, now: Time) -> Result<(), Failure> {
    let zone = desk.settings.zone_offset;
    let missing = desk.calendar.now().missing(now, zone);
    if missing.is_empty() {
        return Ok(());
    }
    let local = jiff::Timestamp::from_millisecond(now.plus(zone).millis()).map_err(Failure::broken)?;
    let month = local.strftime("%Y-%m").to_string();
    for year in missing {
        let what = format!("calendar:{year}:{month}");
        if taken_up(desk.note(Traffic::ToldOnce { what, at: now }).await)? {
            tracing::warn!(
                year,
                "the working-day calendar lacks a year: due times are counted in plain weeks"
            );
            notices::calendar_lacks_a_year(desk).await;
        }
    }
    Ok(())
}

async fn lapse(desk: &Desk, row: &CaseRow, now: Time) -> Result<(), Failure> {
    let Some(mut fact) = row.case.lapse(now) else { return Ok(()) };
    let account = desk.read.account_by_no(row.case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    // Of an account that was erased nothing is kept.
    if let Some(key) = desk.vault.key(&account.owner).await? {
        fact.kept = kinds::kept(desk, &key, row, now)?;
    }
    if taken_up(desk.record(now, Actor::Platform, fact).await)? {
        notices::case_lapsed(desk, &row.case).await;
    }
    Ok(())
}

async fn escalate(desk: &Desk, row: &CaseRow, now: Time) -> Result<bool, Failure> {
    let Some(fact) = row.case.escalate(now) else { return Ok(false) };
    tracing::warn!(case = %row.case.id, "a case is overdue");
    taken_up(desk.record(now, Actor::Platform, fact).await)
}

/// Whether it was this node that did it, and the case was still so.
fn taken_up<T>(recorded: Result<T, Failure>) -> Result<bool, Failure> {
    match recorded {
        Ok(_) => Ok(true),
        Err(Failure::Stale) => Ok(false),
        Err(other) => Err(other),
    }
}
