//! `GET /operations/policies`: every rule, by id.

use axum::Json;
use axum::extract::State;
use vermilion_service::may::Operate;
use vermilion_service::preflight::read_policies;

use super::PolicyBody;
use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/operations/policies", tag = "policies", operation_id = "list_policies",
    responses((status = 200, body = List<PolicyBody>), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<List<PolicyBody>>, Problem> {
    let views = read_policies(&app.desk, &may).await?;
    Ok(Json(List::whole(views.into_iter().map(PolicyBody::from).collect())))
}
