//! Days of the week.

use jiff::civil::Weekday;
use serde_json::{Value, json};

use crate::given::Given;
use crate::kind::{Bounds, Fault, Kind, word};

/// The days of a week on which the platform's staff works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkDays(Vec<Weekday>);

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

impl WorkDays {
    pub(crate) fn monday_to_friday() -> WorkDays {
        WorkDays(DAYS.iter().take(5).map(|(_, day)| *day).collect())
    }

    /// Each day once, Monday first.
    pub fn days(&self) -> &[Weekday] {
        &self.0
    }
}

impl Kind for WorkDays {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let next = "in the file write [\"mon\", \"tue\"], elsewhere mon,tue";
        let items = given.items().filter(|items| !items.is_empty());
        let items = items.ok_or_else(|| Fault::not(given, "a list of days", next))?;
        let mut named = items.iter().map(|item| word(item, &DAYS)).collect::<Result<Vec<_>, _>>()?;
        named.sort_by_key(|day| day.to_monday_zero_offset());
        named.dedup();
        Ok(WorkDays(named))
    }

    fn schema(_: Bounds) -> Value {
        let words: Vec<&str> = DAYS.iter().map(|(word, _)| *word).collect();
        json!({"type": "array", "items": {"enum": words}, "minItems": 1})
    }

    fn shown(&self) -> Value {
        DAYS.iter().filter(|(_, day)| self.0.contains(day)).map(|(word, _)| Value::from(*word)).collect()
    }
}
