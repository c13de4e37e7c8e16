//! `PUT /operations/accounts/{app_id}/limits`: whether the account's calls are counted.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::quotas::switch_limits;

use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Whether they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SwitchLimits {
    /// `on` or `off`.
    limits: String,
}

/// How they stand.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LimitsBody {
    /// `on` or `off`.
    limits: &'static str,
}

#[utoipa::path(put, path = "/operations/accounts/{app_id}/limits", tag = "operations",
    operation_id = "switch_limits", params(("app_id" = String, Path)), request_body = SwitchLimits,
    responses((status = 200, body = LimitsBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(app_id): Path<String>,
    Body(wanted): Body<SwitchLimits>,
) -> Result<Changed<LimitsBody>, Problem> {
    let (seq, state) = switch_limits(&app.desk, &may, &app_id, &wanted.limits).await?;
    Ok(Changed { status: StatusCode::OK, seq, body: LimitsBody { limits: state.word() } })
}
