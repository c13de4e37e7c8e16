//! `POST /operations/policies/{id}/enable`: puts a version in force, in place of any other.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::preflight::enable_policy;

use super::PolicyDetail;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Which version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnablePolicy {
    /// 0 is the one that came with the platform.
    version: i64,
}

#[utoipa::path(post, path = "/operations/policies/{id}/enable", tag = "policies",
    operation_id = "enable_policy", params(("id" = String, Path, description = "The rule")),
    request_body = EnablePolicy,
    responses((status = 200, body = PolicyDetail), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
    Body(enabled): Body<EnablePolicy>,
) -> Result<Changed<PolicyDetail>, Problem> {
    let (seq, view) = enable_policy(&app.desk, &may, (&id, enabled.version)).await?;
    Ok(Changed { status: StatusCode::OK, seq, body: view.into() })
}
