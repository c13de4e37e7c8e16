//! `GET /accounts/{app_id}/drafts/{id}`: one draft, with its version.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::Kind;
use vermilion_service::authorizations::read_draft;
use vermilion_service::may::ManageAuthorizations;

use super::{DraftBody, tagged};
use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};
use crate::version::Tagged;

#[utoipa::path(get, path = "/accounts/{app_id}/drafts/{id}", tag = "drafts", operation_id = "see_draft",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Tagged<DraftBody>, Problem> {
    let view = read_draft(&app.desk, &may, path::id(&id, Kind::Draft)?).await?;
    Ok(tagged(StatusCode::OK, view))
}
