//! `POST /host/v1/users/{id}/user-data`

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::hosts::read_user_data;

use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::host::codes::sealed_profile;
use crate::problem::{Document, Problem};

/// Under which code's session key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserDataAsked {
    /// An unspent login code of this user; it stays unspent.
    code: String,
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
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<UserDataAsked>,
) -> Result<Json<UserDataSealed>, Problem> {
    let data = read_user_data(&app.desk, by, user, &asked.code).await?;
    Ok(Json(sealed_profile::seal(&data, app.desk.entropy.bytes())))
}
