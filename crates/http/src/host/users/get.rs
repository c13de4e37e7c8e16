//! `GET /host/v1/users/{id}`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::hosts::read_user;

use crate::App;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HostUser {
    id: String,
    /// The host app's own id; nothing once the user was erased.
    external_id: Option<String>,
    created_at: String,
    closed_at: Option<String>,
    erased_at: Option<String>,
}

#[utoipa::path(get, path = "/users/{id}", tag = "users", operation_id = "get_user",
    params(("id" = String, Path)), responses(
        (status = 200, body = HostUser), (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
) -> Result<Json<HostUser>, Problem> {
    let known = read_user(&app.desk, by, user).await?;
    Ok(Json(HostUser {
        id: known.user.to_string(),
        external_id: known.person.map(|person| person.external_id),
        created_at: rfc3339(known.created_at),
        closed_at: known.closed_at.map(rfc3339),
        erased_at: known.erased_at.map(rfc3339),
    }))
}
