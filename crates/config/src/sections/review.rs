//! `[review]`

use jiff::civil::Date;

use crate::WorkDays;
use crate::section::section;

section! {
    /// The clock of reviews: working days.
    pub struct Review in "review", "VERMILION_REVIEW_";

    /// Within how many working days a case is due.
    due_days: u32 = 3 => within 1 60;
    /// The days of a week on which reviewers work.
    work_days: WorkDays = WorkDays::monday_to_friday();
    /// Holidays: dates that are not worked, like 2026-10-01.
    days_off: Vec<Date> = Vec::new();
    /// Make-up days: dates that are worked though the week says otherwise.
    days_worked: Vec<Date> = Vec::new();
}
