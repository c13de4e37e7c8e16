//! `POST /host/v1/users/{id}/user-data`

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::hosts::read_user_data;

use super::under::under;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::host::codes::sealed;
use crate::problem::{Document, Problem};

/// Under which session key: exactly one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserDataAsked {
    /// An unspent login code of this user: the key that it will yield. It stays unspent.
    code: Option<String>,
    /// A mini program: the key of the user's latest session with it.
    app_id: Option<String>,
}

/// What the client hands to its server. Nickname and avatar stand in it only while the user lets
/// the mini program see them (`scope.userInfo`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserDataSealed {
    pub(crate) encrypted_data: String,
    pub(crate) iv: String,
    pub(crate) raw_data: String,
    /// Of `raw_data`, made with the session key.
    pub(crate) signature: String,
}

#[utoipa::path(post, path = "/users/{id}/user-data", tag = "users", operation_id = "seal_user_data",
    params(("id" = String, Path)), request_body = UserDataAsked, responses(
        (status = 200, body = UserDataSealed), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<UserDataAsked>,
) -> Result<Json<UserDataSealed>, Problem> {
    let under = under(asked.code.as_deref(), asked.app_id.as_deref())?;
    let data = read_user_data(&app.desk, by, user, under).await?;
    Ok(Json(sealed::profile(&app, &data).await?))
}
