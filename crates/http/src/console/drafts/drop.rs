//! `DELETE /accounts/{app_id}/drafts/{id}`: throws a draft away.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::Kind;
use vermilion_service::authorizations::drop_draft;
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/accounts/{app_id}/drafts/{id}", tag = "drafts", operation_id = "drop_draft",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The draft")),
    responses((status = 204),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    drop_draft(&app.desk, &may, path::id(&id, Kind::Draft)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
