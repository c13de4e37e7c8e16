//! `GET /operations/agreements`: every version that was published.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::operations::list_agreements;

use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgreementItem {
    version: u32,
    title_zh: String,
    text_zh: String,
    title_en: String,
    text_en: String,
    published_at: String,
    /// Whether members who agreed to an earlier one are asked again.
    asks_again: bool,
}

#[utoipa::path(get, path = "/operations/agreements", tag = "operations", operation_id = "list_agreements",
    responses((status = 200, body = List<AgreementItem>), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<List<AgreementItem>>, Problem> {
    let rows = list_agreements(&app.desk, &may).await?;
    let item = |row: vermilion_service::operations::AgreementRow| AgreementItem {
        version: row.version,
        title_zh: row.texts.title_zh,
        text_zh: row.texts.text_zh,
        title_en: row.texts.title_en,
        text_en: row.texts.text_en,
        published_at: rfc3339(row.published_at),
        asks_again: row.asks_again_at.is_some(),
    };
    Ok(Json(List::whole(rows.into_iter().map(item).collect())))
}
