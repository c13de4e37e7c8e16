//! `GET /operations/policies/{id}`: one rule with every version.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::may::Operate;
use vermilion_service::preflight::read_policy;

use super::PolicyDetail;
use crate::App;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/operations/policies/{id}", tag = "policies", operation_id = "see_policy",
    params(("id" = String, Path, description = "The rule")),
    responses((status = 200, body = PolicyDetail), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
) -> Result<Json<PolicyDetail>, Problem> {
    Ok(Json(read_policy(&app.desk, &may, &id).await?.into()))
}
