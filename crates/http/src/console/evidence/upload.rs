//! `POST /accounts/{app_id}/evidence`: hands a file in, its bytes as the body.

use axum::body::Body;
use axum::extract::State;
use vermilion_service::evidence::store_evidence;
use vermilion_service::may::ManageAuthorizations;

use super::{EvidenceFileBody, Name, Named, arrive};
use crate::App;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/evidence", tag = "evidence", operation_id = "upload_evidence",
    params(("app_id" = String, Path, description = "The account's AppID"), Named),
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
    Name(name): Name,
    body: Body,
) -> Result<Changed<EvidenceFileBody>, Problem> {
    let (seq, view) = store_evidence(&app.desk, &may, &name, |longest| arrive(body, longest)).await?;
    Ok(Changed::created(seq, view.into()))
}
