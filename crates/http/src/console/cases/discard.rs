//! `DELETE /accounts/{app_id}/cases/{id}/files/{file}`: throws a file of one's own away that no
//! message names.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::Kind;
use vermilion_service::evidence::discard_own_case_file;
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/accounts/{app_id}/cases/{id}/files/{file}", tag = "cases",
    operation_id = "discard_own_case_file",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The case"),
        ("file" = String, Path, description = "The file")),
    responses((status = 204),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id, file)): Path<(String, String, String)>,
) -> Result<StatusCode, Problem> {
    let file = (path::id(&id, Kind::Case)?, path::id(&file, Kind::Evidence)?);
    discard_own_case_file(&app.desk, &may, file).await?;
    Ok(StatusCode::NO_CONTENT)
}
