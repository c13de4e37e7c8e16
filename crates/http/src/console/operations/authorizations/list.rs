//! `GET /operations/accounts/{app_id}/authorizations`: what an account holds.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::may::Operate;
use vermilion_service::operations::list_authorizations;

use super::HeldBody;
use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/operations/accounts/{app_id}/authorizations", tag = "operations",
    operation_id = "list_held_authorizations", params(("app_id" = String, Path)),
    responses((status = 200, body = List<HeldBody>), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(app_id): Path<String>,
) -> Result<Json<List<HeldBody>>, Problem> {
    let views = list_authorizations(&app.desk, &may, &app_id).await?;
    Ok(Json(List::whole(views.into_iter().map(HeldBody::from).collect())))
}
