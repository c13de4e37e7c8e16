//! `PUT` and `DELETE /accounts/{app_id}/secrets/{number}/retirement`: a secret's end at a date.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::accounts::plan_retirement;
use vermilion_service::may::ManageSettings;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// When.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanRetirement {
    /// A moment in RFC 3339; from then on it does not work, while its tokens live out their time.
    at: String,
}

#[utoipa::path(put, path = "/accounts/{app_id}/secrets/{number}/retirement", tag = "secrets",
    operation_id = "plan_retirement",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("number" = String, Path, description = "The secret's number")), request_body = PlanRetirement,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn plan(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Path((_, number)): Path<(String, String)>,
    Body(wanted): Body<PlanRetirement>,
) -> Result<Done, Problem> {
    Ok(Done(plan_retirement(&app.desk, &may, &number, Some(&wanted.at)).await?))
}

#[utoipa::path(delete, path = "/accounts/{app_id}/secrets/{number}/retirement", tag = "secrets",
    operation_id = "take_retirement_back",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("number" = String, Path, description = "The secret's number")),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn take_back(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Path((_, number)): Path<(String, String)>,
) -> Result<Done, Problem> {
    Ok(Done(plan_retirement(&app.desk, &may, &number, None).await?))
}
