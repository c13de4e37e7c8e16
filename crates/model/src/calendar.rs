//! Working days: by them a reviewer's time is counted. Data, `catalogue/calendar.toml`.
//!
//! Days are counted from 1970-01-01 in the platform's zone. A year that the data lacks is taken as plain
//! weeks, Monday to Friday, and whoever asks is told so.

use std::collections::HashSet;

use serde::Deserialize;

use crate::{CatalogueFault, Span, Time};

const CALENDAR: &str = include_str!("../../../catalogue/calendar.toml");

/// When a working day ends, in the platform's zone.
const END_OF_DAY: Span = Span::hours(18);
const DAY_SECS: i64 = 86_400;

/// Which days are worked.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// First and last day of each year that is known.
    years: Vec<(i64, i64)>,
    holidays: HashSet<i64>,
    make_up: HashSet<i64>,
}

/// Until when something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The moment: 18:00 in the platform's zone.
    pub at: Time,
    /// Whether a day on the way stands in a year that the calendar lacks.
    pub assumed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    year: Vec<YearTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearTable {
    year: i64,
    holidays: Vec<String>,
    make_up: Vec<String>,
}

impl Calendar {
    /// The one that this binary carries.
    pub fn embedded() -> Result<Calendar, CatalogueFault> {
        Calendar::parse(CALENDAR)
    }

    /// From the file's text. Every date must stand in its own year, and none be both off and worked.
    pub fn parse(text: &str) -> Result<Calendar, CatalogueFault> {
        let file: CalendarFile = toml::from_str(text).map_err(|e| unreadable(e.to_string()))?;
        let mut calendar = Calendar::default();
        for table in file.year {
            calendar.add(&table)?;
        }
        match calendar.holidays.intersection(&calendar.make_up).next() {
            Some(day) => Err(unreadable(format!("day {day} is off and worked"))),
            None => Ok(calendar),
        }
    }

    fn add(&mut self, table: &YearTable) -> Result<(), CatalogueFault> {
        let (first, last) = (day_of(table.year, 1, 1), day_of(table.year, 12, 31));
        for (texts, days) in [(&table.holidays, &mut self.holidays), (&table.make_up, &mut self.make_up)] {
            for text in texts {
                let (from, to) = run(text).ok_or_else(|| unreadable(format!("{text} is not a date")))?;
                if from > to || from < first || to > last {
                    return Err(unreadable(format!("{text} does not lie in {}", table.year)));
                }
                days.extend(from..=to);
            }
        }
        self.years.push((first, last));
        Ok(())
    }

    fn known(&self, day: i64) -> bool {
        self.years.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    fn worked(&self, day: i64) -> bool {
        // 1970-01-01 was a Thursday; Monday is 0.
        let weekday = (day + 3).rem_euclid(7);
        self.make_up.contains(&day) || (weekday < 5 && !self.holidays.contains(&day))
    }

    /// The end of the so-manieth working day after the day of `from`; `zone` is ahead of UTC.
    pub fn due(&self, from: Time, zone: Span, days: u32) -> Due {
        let mut day = local_day(from, zone);
        let mut left = days;
        while left > 0 {
            day += 1;
            left -= u32::from(self.worked(day));
        }
        let at = Time::from_secs(day.saturating_mul(DAY_SECS)).plus(END_OF_DAY).minus(zone);
        Due { at, assumed: self.assumes(from, at, zone) }
    }

    /// Working days after the day of `from` up to the day of `to`; none when that is no later.
    pub fn days_between(&self, from: Time, to: Time, zone: Span) -> u32 {
        let days = (local_day(from, zone) + 1)..=local_day(to, zone);
        u32::try_from(days.filter(|day| self.worked(*day)).count()).unwrap_or(u32::MAX)
    }

    /// The due time after the clock stood from `stood` until now: as many working days are left as were then,
    /// and one at least. What had passed when the clock stopped stays passed.
    pub fn resume(&self, (due_at, stood): (Time, Time), now: Time, zone: Span) -> Due {
        if due_at < stood {
            return Due { at: due_at, assumed: self.assumes(stood, due_at, zone) };
        }
        self.due(now, zone, self.days_between(stood, due_at, zone).max(1))
    }

    /// Whether a day from one moment to another stands in a year that the calendar lacks.
    pub fn assumes(&self, from: Time, to: Time, zone: Span) -> bool {
        // Only the ends are asked: years that are known follow each other.
        !self.known(local_day(from, zone)) || !self.known(local_day(to, zone))
    }
}

fn unreadable(why: String) -> CatalogueFault {
    CatalogueFault::Unreadable { file: "calendar.toml", why }
}

fn local_day(at: Time, zone: Span) -> i64 {
    at.plus(zone).secs().div_euclid(DAY_SECS)
}

/// A day, or a run of days with both ends.
fn run(text: &str) -> Option<(i64, i64)> {
    match text.split_once("..") {
        Some((from, to)) => Some((date(from)?, date(to)?)),
        None => date(text).map(|day| (day, day)),
    }
}

fn date(text: &str) -> Option<i64> {
    let date: toml::value::Date = text.parse::<toml::value::Datetime>().ok()?.date?;
    Some(day_of(i64::from(date.year), i64::from(date.month), i64::from(date.day)))
}

/// Days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the leap day is
/// a year's last.
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9).rem_euclid(12);
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + leaps + day_of_year - 719_468
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
