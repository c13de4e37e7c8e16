//! `DELETE /sessions/{id}`: signing out elsewhere.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::members;

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/sessions/{id}", tag = "sessions", operation_id = "end_session",
    params(("id" = String, Path, description = "One of one's own sessions")),
    responses((status = 204), (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    members::end_session(&app.desk, by, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
