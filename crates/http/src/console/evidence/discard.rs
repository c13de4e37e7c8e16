//! `DELETE /accounts/{app_id}/evidence/{id}`: throws a file away before anything rests on it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::Kind;
use vermilion_service::evidence::discard_evidence;
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/accounts/{app_id}/evidence/{id}", tag = "evidence",
    operation_id = "discard_evidence",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The file")),
    responses((status = 204),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    discard_evidence(&app.desk, &may, path::id(&id, Kind::Evidence)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
