//! `GET /accounts/{app_id}/evidence`: an account's files, the newest first.

use axum::Json;
use axum::extract::State;
use vermilion_service::evidence::read_evidence;
use vermilion_service::may::ManageAuthorizations;

use super::EvidenceFileBody;
use crate::App;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/evidence", tag = "evidence", operation_id = "list_evidence",
    params(("app_id" = String, Path, description = "The account's AppID"), PageQuery),
    responses((status = 200, body = List<EvidenceFileBody>),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    page: Page,
) -> Result<Json<List<EvidenceFileBody>>, Problem> {
    let before = page.after(|text| text.parse().ok())?;
    let views = read_evidence(&app.desk, &may, before, page.limit).await?;
    Ok(Json(page.of(views, |last| last.evidence.to_string(), EvidenceFileBody::from)))
}
