//! `GET /review/cases/{id}/evidence/{evidence}/content`: shows a reviewer a file; that it was shown is an
//! audited fact.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::evidence::show_to_reviewer;
use vermilion_service::may::Review;

use crate::App;
use crate::console::evidence::Attached;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/review/cases/{id}/evidence/{evidence}/content", tag = "review",
    operation_id = "see_case_evidence",
    params(("id" = String, Path, description = "The case"),
        ("evidence" = String, Path, description = "The file")),
    responses((status = 200, description = "The file; an image carries the viewer's name",
            body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Review>,
    Path((case, evidence)): Path<(String, String)>,
) -> Result<Attached, Problem> {
    let case = path::id(&case, Kind::Case)?;
    let evidence = path::id(&evidence, Kind::Evidence)?;
    Ok(Attached(show_to_reviewer(&app.desk, &may, (case, evidence)).await?))
}
