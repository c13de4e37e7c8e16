//! `GET /accounts/{app_id}/drafts`: an account's drafts, the newest first.

use axum::Json;
use axum::extract::State;
use vermilion_service::authorizations::read_drafts;
use vermilion_service::may::ManageAuthorizations;

use super::DraftBody;
use crate::App;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/drafts", tag = "drafts", operation_id = "list_drafts",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = List<DraftBody>),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
) -> Result<Json<List<DraftBody>>, Problem> {
    let drafts = read_drafts(&app.desk, &may).await?;
    Ok(Json(List::whole(drafts.into_iter().map(DraftBody::from).collect())))
}
