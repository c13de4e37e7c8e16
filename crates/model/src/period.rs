//! Calendar periods in which changes are counted.

use serde::{Deserialize, Serialize};

use crate::{Span, Time};

/// A calendar year or month of the platform's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From 1 January.
    Year,
    /// From the first of the month.
    Month,
}

impl Period {
    /// The word used in the catalogue and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Month => "month",
        }
    }

    /// When the period around `now` began and when the next one begins; `zone` is how far the platform's
    /// zone is ahead of UTC.
    pub fn around(self, now: Time, zone: Span) -> (Time, Time) {
        let day = now.plus(zone).secs().div_euclid(86_400);
        let (year, month) = civil(day);
        let (first, next) = match self {
            Period::Year => ((year, 1), (year + 1, 1)),
            Period::Month if month == 12 => ((year, 12), (year + 1, 1)),
            Period::Month => ((year, month), (year, month + 1)),
        };
        let at = |(year, month)| Time::from_secs(days_before(year, month) * 86_400).minus(zone);
        (at(first), at(next))
    }
}

/// Days from 1970-01-01 to the first of a month, in the proleptic Gregorian calendar.
fn days_before(year: i64, month: i64) -> i64 {
    // Years that begin in March end with the leap day, so that it shifts no month.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let of_year = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    of_year + (153 * month + 2) / 5 - 719_468
}

/// The year and month that a day stands in.
fn civil(day: i64) -> (i64, i64) {
    let mut year = 1970 + day.div_euclid(366);
    while days_before(year + 1, 1) <= day {
        year += 1;
    }
    let month = (1..=12).rev().find(|month| days_before(year, *month) <= day).unwrap_or(1);
    (year, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: Span = Span::hours(8);

    fn around(period: Period, secs: i64) -> (i64, i64) {
        let (from, until) = period.around(Time::from_secs(secs), CHINA);
        (from.secs(), until.secs())
    }

    #[test]
    fn a_year_begins_at_midnight_of_the_platforms_zone() {
        // 2027-01-15 08:00 UTC: from 2026-12-31 16:00 UTC to 2027-12-31 16:00 UTC.
        assert_eq!(around(Period::Year, 1_800_000_000), (1_798_732_800, 1_830_268_800));
        assert_eq!(around(Period::Year, 1_798_732_800).0, 1_798_732_800);
        assert_eq!(around(Period::Year, 1_798_732_799).1, 1_798_732_800);
    }

    #[test]
    fn a_month_knows_its_leap_day_and_decembers_end() {
        // 2028-02-29 12:00 UTC.
        let (from, until) = around(Period::Month, 1_835_438_400);
        assert_eq!((until - from) / 86_400, 29);
        // 2027-12-15.
        let (from, until) = around(Period::Month, 1_828_860_000);
        assert_eq!(((until - from) / 86_400, until), (31, 1_830_268_800));
        assert_eq!(around(Period::Month, 0), (-28_800, 31 * 86_400 - 28_800));
    }
}
