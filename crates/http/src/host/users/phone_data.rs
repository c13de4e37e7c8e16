//! `POST /host/v1/users/{id}/phone-data`

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::hosts::read_phone_data;

use super::under::under;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::host::codes::sealed;
use crate::problem::{Document, Problem};

/// The user pressed the button of an older client. Under which session key: exactly one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneDataAsked {
    /// An unspent login code of this user: the key that it will yield. It stays unspent.
    code: Option<String>,
    /// A mini program: the key of the user's latest session with it.
    app_id: Option<String>,
    /// The version of the privacy notice that the user was shown; 0 where none was.
    #[serde(default)]
    notice: u32,
}

/// What the client hands to its server.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PhoneDataSealed {
    pub(crate) encrypted_data: String,
    pub(crate) iv: String,
}

#[utoipa::path(post, path = "/users/{id}/phone-data", tag = "users", operation_id = "seal_phone_data",
    description = "The user's own act, recorded as consent; refused where the account may not read numbers.",
    params(("id" = String, Path)), request_body = PhoneDataAsked, responses(
        (status = 200, body = PhoneDataSealed), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<PhoneDataAsked>,
) -> Result<Json<PhoneDataSealed>, Problem> {
    let under = under(asked.code.as_deref(), asked.app_id.as_deref())?;
    let data = read_phone_data(&app.desk, by, user, under, asked.notice).await?;
    Ok(Json(sealed::phone(&app, &data).await?))
}
