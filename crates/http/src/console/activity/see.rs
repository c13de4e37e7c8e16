//! `GET /accounts/{app_id}/activity`: calls, errors and users today, and day by day.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::activity::{DayView, read_activity};
use vermilion_service::may::See;

use crate::App;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// An account's calls.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActivityBody {
    /// Today, in the platform's zone.
    today: DayBody,
    /// Users that today's calls were about.
    users_today: u64,
    /// Of the last thirty days those with any call, the newest first.
    days: Vec<DayBody>,
}

/// One day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayBody {
    /// When it began.
    begins: String,
    /// Calls answered.
    calls: u64,
    /// Calls refused.
    errors: u64,
}

impl From<DayView> for DayBody {
    fn from(day: DayView) -> DayBody {
        DayBody { begins: rfc3339(day.begins), calls: day.calls, errors: day.errors }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/activity", tag = "calls", operation_id = "see_activity",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = ActivityBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
) -> Result<Json<ActivityBody>, Problem> {
    let view = read_activity(&app.desk, &may).await?;
    Ok(Json(ActivityBody {
        today: view.today.into(),
        users_today: view.users_today,
        days: view.days.into_iter().map(DayBody::from).collect(),
    }))
}
