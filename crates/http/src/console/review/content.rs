//! `GET /review/cases/{id}/files/{file}/content`: shows a file that a message names, or one's own before; that it
//! was shown is an audited fact.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::evidence::show_case_file;
use vermilion_service::may::Review;

use crate::App;
use crate::console::evidence::Attached;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/review/cases/{id}/files/{file}/content", tag = "review",
    operation_id = "see_case_file",
    params(("id" = String, Path, description = "The case"),
        ("file" = String, Path, description = "The file")),
    responses((status = 200, description = "The file; an image carries the viewer's name",
            body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Review>,
    Path((id, file)): Path<(String, String)>,
) -> Result<Attached, Problem> {
    let file = (path::id(&id, Kind::Case)?, path::id(&file, Kind::Evidence)?);
    Ok(Attached(show_case_file(&app.desk, &may, file).await?))
}
