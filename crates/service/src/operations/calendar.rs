//! The working-day calendar, year by year, as operators edit it.
//!
//! Due times of cases that are on the desk already are kept: they were promised to applicants, and given to
//! reviewers. One that was counted in plain weeks, because its year was not known yet, goes on saying so.

use vermilion_model::fact::{Actor, CalendarYearSet};
use vermilion_model::{Calendar, CalendarYear, FieldFault, Seq, WholeYear};

use crate::faults::{Faults, label};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// Which years can be set.
const YEARS: std::ops::RangeInclusive<i64> = 2020..=2100;
/// How many days or runs of days a list has at most.
const DAYS_MAX: usize = 100;
const SOURCE_MAX: usize = 300;

/// The years that are known, and those that should be.
#[derive(Debug)]
pub struct CalendarView {
    /// Each, the earliest first.
    pub years: Vec<CalendarYear>,
    /// The present year, and from October on the next, where they are not known.
    pub missing: Vec<i64>,
}

/// A year as an operator writes it.
#[derive(Debug, Clone)]
pub struct WrittenYear {
    /// Days off: each a day or a run `from..to` with both ends.
    pub holidays: Vec<String>,
    /// Saturdays and Sundays on which people work.
    pub make_up: Vec<String>,
    /// Where this comes from, and under which licence.
    pub source: String,
}

/// The calendar as it stands.
pub fn read_calendar(desk: &Desk, _: &PlatformMay<Operate>) -> CalendarView {
    view(desk)
}

fn view(desk: &Desk) -> CalendarView {
    let calendar = desk.calendar.now();
    let missing = calendar.missing(desk.now(), desk.settings.zone_offset);
    CalendarView { years: calendar.years().cloned().collect(), missing }
}

/// Sets a year's days over the version that was on the screen, 0 for one that is new or was never edited.
///
/// # Errors
/// Faulty fields; `Stale`.
pub async fn set_calendar_year(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (year, version): (i64, i64),
    written: WrittenYear,
) -> Result<(Seq, CalendarView), Failure> {
    let mut faults = Faults::default();
    let can_be_set = YEARS.contains(&year);
    if !can_be_set {
        let (min, max) = (YEARS.start(), YEARS.end());
        faults.push(FieldFault::new("/year", "out_of_range").with("min", min).with("max", max));
    }
    let source = faults.take(label(&written.source, SOURCE_MAX, "/source"));
    for (pointer, list) in [("/holidays", &written.holidays), ("/make_up", &written.make_up)] {
        if list.len() > DAYS_MAX {
            faults.push(FieldFault::new(pointer, "too_many").with("max", &DAYS_MAX));
        }
    }
    let WrittenYear { holidays, make_up, .. } = written;
    let read = CalendarYear {
        year,
        holidays: holidays.clone(),
        make_up: make_up.clone(),
        source: String::new(),
        version: 1,
        since: None,
    };
    // Which days stand in a year is asked of those alone that a calendar can have.
    let wrong = if can_be_set { Calendar::default().put(read).err() } else { None };
    for fault in wrong.unwrap_or_default() {
        faults.push(field(&fault));
    }
    faults.done()?;
    let source = source.unwrap_or_default();
    let fact = CalendarYearSet { year, version, holidays, make_up, source };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), fact).await?;
    Ok((seq, view(desk)))
}

fn field(fault: &WholeYear) -> FieldFault {
    match fault {
        WholeYear::NotADay { make_up: false, at } => FieldFault::new(&format!("/holidays/{at}"), "not_a_day"),
        WholeYear::NotADay { make_up: true, at } => FieldFault::new(&format!("/make_up/{at}"), "not_a_day"),
        WholeYear::NotMakeUp { at } => FieldFault::new(&format!("/make_up/{at}"), "not_make_up"),
    }
}
