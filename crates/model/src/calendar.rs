//! Working days: by them a reviewer's time is counted. Data, `catalogue/calendar.toml`.
//!
//! Days are counted from 1970-01-01 in the platform's zone. A year that the data lacks is taken as plain
//! weeks, Monday to Friday, and whoever asks is told so.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use crate::{CatalogueFault, Span, Time};

const CALENDAR: &str = include_str!("../../../catalogue/calendar.toml");

/// When a working day ends, in the platform's zone.
const END_OF_DAY: Span = Span::hours(18);
const DAY_SECS: i64 = 86_400;

/// Which days are worked.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i64, Known>,
}

/// One year's days, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// Which.
    pub year: i64,
    /// Days off: each a day or a run `from..to` with both ends.
    pub holidays: Vec<String>,
    /// Saturdays and Sundays on which people work.
    pub make_up: Vec<String>,
    /// Where this comes from, and under which licence.
    pub source: String,
    /// Raised by every edit; 0 as this binary carries it.
    pub version: i64,
    /// Since when the year is known here; nothing as this binary carries it.
    pub since: Option<Time>,
}

/// The same, read.
#[derive(Debug, Clone)]
struct Known {
    holidays: HashSet<i64>,
    make_up: HashSet<i64>,
    written: CalendarYear,
}

/// What is wrong with a year's days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WholeYear {
    /// This text is no day and no run of days of the year.
    NotADay {
        /// Whether it stands among the make-up days.
        make_up: bool,
        /// At which place of its list.
        at: usize,
    },
    /// This make-up day is no Saturday or Sunday, or a holiday too.
    NotMakeUp {
        /// At which place of its list.
        at: usize,
    },
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
    source: String,
    holidays: Vec<String>,
    make_up: Vec<String>,
}

impl CalendarYear {
    fn read(self) -> Result<Known, Vec<WholeYear>> {
        let (first, last) = (day_of(self.year, 1, 1), day_of(self.year, 12, 31));
        let mut faults = Vec::new();
        let mut days = [HashSet::new(), HashSet::new()];
        for (make_up, (texts, into)) in [&self.holidays, &self.make_up].into_iter().zip(&mut days).enumerate()
        {
            for (at, text) in texts.iter().enumerate() {
                match run(text) {
                    Some((from, to)) if first <= from && from <= to && to <= last => into.extend(from..=to),
                    _ => faults.push(WholeYear::NotADay { make_up: make_up == 1, at }),
                }
            }
        }
        let [holidays, make_up] = days;
        for (at, text) in self.make_up.iter().enumerate() {
            let Some((from, to)) = run(text) else { continue };
            if (from..=to).any(|day| weekday(day) < 5 || holidays.contains(&day)) {
                faults.push(WholeYear::NotMakeUp { at });
            }
        }
        if faults.is_empty() { Ok(Known { holidays, make_up, written: self }) } else { Err(faults) }
    }
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
        for YearTable { year, source, holidays, make_up } in file.year {
            let year = CalendarYear { year, holidays, make_up, source, version: 0, since: None };
            calendar.put(year).map_err(|faults| unreadable(format!("{faults:?}")))?;
        }
        Ok(calendar)
    }

    /// Puts a year's days in place of what was known of it; an older edit than the present one is not taken.
    /// Since when a year is known stays as it was.
    ///
    /// # Errors
    /// Everything that is wrong with its days.
    pub fn put(&mut self, year: CalendarYear) -> Result<(), Vec<WholeYear>> {
        let mut read = year.read()?;
        let year = read.written.year;
        match self.years.get(&year) {
            Some(present) if present.written.version >= read.written.version => return Ok(()),
            Some(present) => read.written.since = present.written.since,
            None => {}
        }
        self.years.insert(year, read);
        Ok(())
    }

    /// Every year that is known, the earliest first.
    pub fn years(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values().map(|known| &known.written)
    }

    /// Years that should be known by now and are not: the present one, and from October on the next.
    pub fn missing(&self, now: Time, zone: Span) -> Vec<i64> {
        let today = local_day(now, zone);
        let this = year_of(today);
        let next = (today >= day_of(this, 10, 1)).then_some(this + 1);
        std::iter::once(this).chain(next).filter(|year| !self.years.contains_key(year)).collect()
    }

    /// Whether the days of the year of this day were known at that time.
    fn known(&self, day: i64, at: Time) -> bool {
        let known = self.years.get(&year_of(day));
        known.is_some_and(|known| known.written.since.is_none_or(|since| since <= at))
    }

    fn worked(&self, day: i64) -> bool {
        let usual = weekday(day) < 5;
        match self.years.get(&year_of(day)) {
            Some(known) => known.make_up.contains(&day) || (usual && !known.holidays.contains(&day)),
            None => usual,
        }
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

    /// Whether a day from one moment to another stands in a year that the calendar lacked at the first.
    pub fn assumes(&self, from: Time, to: Time, zone: Span) -> bool {
        // Only the ends are asked: years that are known follow each other.
        !self.known(local_day(from, zone), from) || !self.known(local_day(to, zone), from)
    }
}

fn unreadable(why: String) -> CatalogueFault {
    CatalogueFault::Unreadable { file: "calendar.toml", why }
}

/// 1970-01-01 was a Thursday; Monday is 0.
fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// The year in which a day stands: [`day_of`] the other way round, by eras of 400 years.
fn year_of(day: i64) -> i64 {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    // Days from March on; January and February belong to the next year.
    year + era * 400 + i64::from(of_year >= 306)
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
