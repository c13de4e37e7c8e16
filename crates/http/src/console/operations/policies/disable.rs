//! `POST /operations/policies/{id}/disable`: takes a rule out of force.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::may::Operate;
use vermilion_service::preflight::disable_policy;

use super::PolicyDetail;
use crate::App;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/operations/policies/{id}/disable", tag = "policies",
    operation_id = "disable_policy", params(("id" = String, Path, description = "The rule")),
    responses((status = 200, body = PolicyDetail), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
) -> Result<Changed<PolicyDetail>, Problem> {
    let (seq, view) = disable_policy(&app.desk, &may, &id).await?;
    Ok(Changed { status: StatusCode::OK, seq, body: view.into() })
}
