//! `GET /agreement`: what a registering person agrees to.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::language::Lang;
use crate::problem::Problem;

/// The agreement's present version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agreement {
    /// A registration names it.
    version: u32,
    title: String,
    /// A paragraph a line.
    text: String,
}

#[utoipa::path(get, path = "/agreement", tag = "registration", operation_id = "agreement",
    responses((status = 200, body = Agreement)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Lang(language): Lang,
) -> Result<Json<Agreement>, Problem> {
    let members::Agreement { version, title, text } = members::read_agreement(&app.desk, language).await?;
    Ok(Json(Agreement { version, title, text }))
}
