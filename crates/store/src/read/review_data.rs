//! Reads about what operators edited for the desk.

use vermilion_model::{CalendarYear, Family, MendedAt, ReviewReason};

use super::accounts::word;
use super::cases::json;
use crate::{Engine, Row, Sql, StoreFault};

static REASONS: Sql = Sql::both(
    "select code, family, mended_at, pointer, sentences, version, retired_at from review_reason order by code",
);
static YEARS: Sql =
    Sql::both("select year, holidays, make_up, source, version, since from calendar_year order by year");

fn reason(row: &Row) -> Result<ReviewReason, StoreFault> {
    Ok(ReviewReason {
        code: row.text(0)?,
        family: word(row, 1, Family::from_word)?,
        at: word(row, 2, MendedAt::from_word)?,
        pointer: row.text(3)?,
        sentences: json(&row.text(4)?, 4)?,
        version: row.int(5)?,
        retired_at: row.opt_time(6)?,
    })
}

fn year(row: &Row) -> Result<CalendarYear, StoreFault> {
    Ok(CalendarYear {
        year: row.int(0)?,
        holidays: json(&row.text(1)?, 1)?,
        make_up: json(&row.text(2)?, 2)?,
        source: row.text(3)?,
        version: row.int(4)?,
        since: row.opt_time(5)?,
    })
}

impl Engine {
    /// Every coded reason that operators edited.
    pub async fn review_reasons(&self) -> Result<Vec<ReviewReason>, StoreFault> {
        self.read(&REASONS, &[]).await?.iter().map(reason).collect()
    }

    /// Every year of the calendar that operators edited.
    pub async fn calendar_years(&self) -> Result<Vec<CalendarYear>, StoreFault> {
        self.read(&YEARS, &[]).await?.iter().map(year).collect()
    }
}
