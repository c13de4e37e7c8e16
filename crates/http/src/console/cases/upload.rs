//! `POST /accounts/{app_id}/cases/{id}/files`: hands a file in to a case, for a message to name.

use axum::body::Body;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::evidence::store_own_case_file;
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::changed::Changed;
use crate::console::evidence::{EvidenceFileBody, Name, Named, arrive};
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/cases/{id}/files", tag = "cases", operation_id = "upload_own_case_file",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The case"), Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "A PDF, PNG, JPEG or WebP file; its content says which"),
    responses((status = 201, body = EvidenceFileBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 413, body = Document),
        (status = 422, body = Document),
        (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Name(name): Name,
    body: Body,
) -> Result<Changed<EvidenceFileBody>, Problem> {
    let case = path::id(&id, Kind::Case)?;
    let (seq, view) =
        store_own_case_file(&app.desk, &may, (case, &name), |longest| arrive(body, longest)).await?;
    Ok(Changed::created(seq, view.into()))
}
