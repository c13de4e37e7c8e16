//! `DELETE /sessions/current`: signing out here.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use vermilion_service::members;

use crate::App;
use crate::console::cookie::{SetCookie, forget};
use crate::may::Signed;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/sessions/current", tag = "sessions", operation_id = "sign_out",
    responses((status = 204), (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    headers: HeaderMap,
) -> Result<(StatusCode, SetCookie), Problem> {
    members::end_this_session(&app.desk, by).await?;
    Ok((StatusCode::NO_CONTENT, forget(&headers)))
}
