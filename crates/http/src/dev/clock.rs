//! `GET /dev/v1/clock` and `POST /dev/v1/clock`

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::{FieldFault, Refusal, Span};
use vermilion_service::Failure;

use super::tools::Tools;
use crate::App;
use crate::body::Body;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Furthest that one request moves the clock: ten years.
const FURTHEST: i64 = 10 * 366 * 86_400;

/// What the server takes for the present.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DevNow {
    now: String,
}

/// How far to move it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DevAdvance {
    /// Forward only.
    advance_seconds: i64,
}

fn now(app: &App) -> Json<DevNow> {
    Json(DevNow { now: rfc3339(app.desk.now()) })
}

#[utoipa::path(get, path = "/clock", tag = "simulation", operation_id = "dev_clock",
    responses((status = 200, body = DevNow)))]
pub(crate) async fn read(State(app): State<App>, _: Tools) -> Json<DevNow> {
    now(&app)
}

#[utoipa::path(post, path = "/clock", tag = "simulation", operation_id = "dev_advance_clock",
    request_body = DevAdvance, responses(
        (status = 200, body = DevNow), (status = 400, body = Document), (status = 422, body = Document)))]
pub(crate) async fn advance(
    State(app): State<App>,
    Tools(tools): Tools,
    Body(asked): Body<DevAdvance>,
) -> Result<Json<DevNow>, Problem> {
    if !(0..=FURTHEST).contains(&asked.advance_seconds) {
        let fault =
            FieldFault::new("/advance_seconds", "out_of_range").with("min", &0).with("max", &FURTHEST);
        return Err(Refusal::Fields(vec![fault]).into());
    }
    (tools.advance)(Span::secs(asked.advance_seconds)).map_err(Failure::broken)?;
    Ok(now(&app))
}
