//! `GET /host/v1/users/{id}/encrypt-keys/{app_id}`

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::hosts::read_user_key;

use crate::App;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// The newest key with which the user's client and the mini program's server encrypt between themselves;
/// the server reads it by `/wxa/business/getuserencryptkey`.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserEncryptKey {
    /// AES-128 key in base64.
    encrypt_key: String,
    /// Start value: sixteen characters, used as they are.
    iv: String,
    version: u32,
    /// Seconds until the next one.
    expires_in: i64,
}

#[utoipa::path(get, path = "/users/{id}/encrypt-keys/{app_id}", tag = "users", operation_id = "user_encrypt_key",
    params(("id" = String, Path), ("app_id" = String, Path)), responses(
        (status = 200, body = UserEncryptKey), (status = 401, body = Document), (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Path((_, app_id)): Path<(String, String)>,
) -> Result<Json<UserEncryptKey>, Problem> {
    let (key, now) = read_user_key(&app.desk, by, user, &app_id).await?;
    Ok(Json(UserEncryptKey {
        encrypt_key: key.expose(),
        iv: key.start_value(),
        version: key.version,
        expires_in: key.left(now).as_secs(),
    }))
}
