//! `GET /agreement`: what a registering person agrees to.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::language::Lang;

/// The agreement's present version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agreement {
    /// A registration names it.
    version: u32,
    title: &'static str,
    /// A paragraph a line.
    text: &'static str,
}

#[utoipa::path(get, path = "/agreement", tag = "registration", operation_id = "agreement",
    responses((status = 200, body = Agreement)))]
pub(crate) async fn handler(State(app): State<App>, Lang(language): Lang) -> Json<Agreement> {
    let members::Agreement { version, title, text } = members::read_agreement(&app.desk, language);
    Json(Agreement { version, title, text })
}
