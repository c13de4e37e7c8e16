//! How long an applicant will wait, from how long others waited.

use vermilion_model::{Calendar, ReviewClass, Span, Time, Turn};
use vermilion_store::{CaseRow, TookRow};

use crate::{Desk, Failure};

/// How many of the newest decisions are measured, and how many there must be.
const MEASURED: i64 = 100;
const ENOUGH: usize = 5;

/// A case's place in the queue, and when it is likely to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// 1 is the next. Reviewers may take another first.
    pub position: i64,
    /// The median of the newest decisions of its review class, in working days; nothing before there were five.
    pub median_days: Option<u32>,
    /// The end of the working day that the median points at; never in the past.
    pub expected_at: Option<Time>,
}

/// Nothing while it is not the reviewers' turn.
pub(super) async fn waiting(desk: &Desk, row: &CaseRow, now: Time) -> Result<Option<Waiting>, Failure> {
    if row.case.turn() != Some(Turn::Reviewer) {
        return Ok(None);
    }
    let ahead = desk.read.cases_ahead((row.case.due_at, row.case.id)).await?;
    let (calendar, zone) = (desk.calendar.now(), desk.settings.zone_offset);
    let median_days = median_days(desk, row.case.review).await?;
    let expected = |days: u32| {
        let expected = calendar.due(row.opened_at, zone, days.saturating_add(row.waited)).at;
        if now < expected { expected } else { calendar.due(now, zone, 1).at }
    };
    Ok(Some(Waiting {
        position: ahead.saturating_add(1),
        median_days,
        expected_at: median_days.map(expected),
    }))
}

/// The median of the newest decisions of a review class, in working days; nothing before there were five.
pub(super) async fn median_days(desk: &Desk, review: ReviewClass) -> Result<Option<u32>, Failure> {
    let took = desk.read.newest_decisions(review, MEASURED).await?;
    Ok(median(&desk.calendar.now(), desk.settings.zone_offset, &took))
}

fn median(calendar: &Calendar, zone: Span, took: &[TookRow]) -> Option<u32> {
    let days = |took: &TookRow| calendar.days_between(took.opened_at, took.decided_at, zone);
    let mut days: Vec<u32> = took.iter().map(|took| days(took).saturating_sub(took.waited)).collect();
    days.sort_unstable();
    if days.len() < ENOUGH { None } else { days.get(days.len() / 2).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_working_days_without_what_applicants_took() {
        let calendar = Calendar::embedded().unwrap();
        // Monday 2026-11-23 00:00 UTC.
        let monday = Time::from_secs(1_795_392_000);
        let took = |days: i64, waited| TookRow {
            opened_at: monday,
            decided_at: monday.plus(Span::days(days)),
            waited,
        };
        let mut all = vec![took(1, 0), took(2, 0), took(9, 4), took(3, 0)];
        assert_eq!(median(&calendar, Span::hours(8), &all), None);
        all.push(took(0, 0));
        // 0, 1, 2, 3, and 9 days with a week's end less four: 3.
        assert_eq!(median(&calendar, Span::hours(8), &all), Some(2));
    }
}
