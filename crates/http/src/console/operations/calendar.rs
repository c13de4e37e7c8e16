//! `/operations/calendar`: the working-day calendar, edited year by year.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::CalendarYear;
use vermilion_service::Failure;
use vermilion_service::may::Operate;
use vermilion_service::operations::{CalendarView, WrittenYear, read_calendar, set_calendar_year};

use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The years that are known, and those that should be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarBody {
    years: Vec<CalendarYearBody>,
    /// The present year, and from October on the next, where they are not known: due times that reach into them
    /// are counted in plain weeks.
    missing: Vec<i64>,
}

/// A year's working days, as they differ from plain weeks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarYearBody {
    year: i64,
    /// Days off: each a day or a run `from..to` with both ends.
    holidays: Vec<String>,
    /// Saturdays and Sundays on which people work.
    make_up: Vec<String>,
    /// Where this comes from, and under which licence.
    source: String,
    /// Raised by every edit; 0 as the program carries it.
    version: i64,
    /// Since when it is known here; nothing as the program carries it.
    since: Option<String>,
}

/// A year as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetYear {
    /// The version that was on the screen; 0 for one that is new or was never edited.
    version: i64,
    /// Days off: each a day or a run `from..to` with both ends; at most 100.
    holidays: Vec<String>,
    /// Saturdays and Sundays on which people work; at most 100.
    make_up: Vec<String>,
    /// Where this comes from, and under which licence; at most 300 characters.
    source: String,
}

impl From<&CalendarYear> for CalendarYearBody {
    fn from(year: &CalendarYear) -> CalendarYearBody {
        CalendarYearBody {
            year: year.year,
            holidays: year.holidays.clone(),
            make_up: year.make_up.clone(),
            source: year.source.clone(),
            version: year.version,
            since: year.since.map(rfc3339),
        }
    }
}

impl From<CalendarView> for CalendarBody {
    fn from(view: CalendarView) -> CalendarBody {
        CalendarBody { years: view.years.iter().map(CalendarYearBody::from).collect(), missing: view.missing }
    }
}

#[utoipa::path(get, path = "/operations/calendar", tag = "operations", operation_id = "read_calendar",
    responses((status = 200, body = CalendarBody),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn read(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
) -> Json<CalendarBody> {
    Json(read_calendar(&app.desk, &by).into())
}

#[utoipa::path(put, path = "/operations/calendar/{year}", tag = "operations", operation_id = "set_calendar_year",
    params(("year" = i64, Path, description = "2020 to 2100")),
    request_body = SetYear,
    responses((status = 200, body = CalendarBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
    Path(year): Path<String>,
    Body(days): Body<SetYear>,
) -> Result<Changed<CalendarBody>, Problem> {
    let year = year.parse().map_err(|_| Failure::field("/year", "format"))?;
    let SetYear { version, holidays, make_up, source } = days;
    let written = WrittenYear { holidays, make_up, source };
    let (seq, view) = set_calendar_year(&app.desk, &by, (year, version), written).await?;
    Ok(Changed::ok(seq, view.into()))
}
