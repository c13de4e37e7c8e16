//! `GET /accounts/{app_id}/evidence/{id}/content`: shows a file; that it was shown is an audited fact.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::evidence::show_to_applicant;
use vermilion_service::may::ManageAuthorizations;

use super::Attached;
use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/evidence/{id}/content", tag = "evidence",
    operation_id = "see_evidence",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The file")),
    responses((status = 200, description = "The file; an image carries the viewer's name",
            body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Attached, Problem> {
    let shown = show_to_applicant(&app.desk, &may, path::id(&id, Kind::Evidence)?).await?;
    Ok(Attached(shown))
}
