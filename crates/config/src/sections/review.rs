//! `[review]`

use jiff::civil::{Date, Time};

use crate::section::section;
use crate::{WorkDays, Zone};

section! {
    /// The clock of reviews: working days and hours.
    pub struct Review in "review", "VERMILION_REVIEW_";

    /// Within how many working days a case is due.
    due_days: u32 = 3 => within 1 60;
    /// The days of a week on which reviewers work.
    work_days: WorkDays = WorkDays::monday_to_friday();
    /// When the working day begins; what comes later counts as of the next.
    work_from: Time = Time::constant(9, 0, 0, 0);
    /// When the working day ends.
    work_until: Time = Time::constant(18, 0, 0, 0);
    /// Whose days: the time zone.
    time_zone: Zone = Zone::shanghai();
    /// Holidays: dates that are not worked, like 2026-10-01.
    days_off: Vec<Date> = Vec::new();
    /// Make-up days: dates that are worked though the week says otherwise.
    days_worked: Vec<Date> = Vec::new();
}
