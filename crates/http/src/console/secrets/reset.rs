//! `POST /accounts/{app_id}/secrets/reset`: a new secret, and every other one dies.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::accounts::{self, Reset};
use vermilion_service::may::ManageSettings;

use super::NewSecret;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ResetSecret {
    /// What the new one is called.
    name: String,
    /// The member's own, once more.
    #[schema(format = Password)]
    password: String,
    /// `live_on` or `end_too`: what becomes of tokens that the old ones fetched.
    tokens: String,
}

#[utoipa::path(post, path = "/accounts/{app_id}/secrets/reset", tag = "secrets",
    operation_id = "reset_secret",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = ResetSecret,
    responses((status = 201, body = NewSecret), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Body(form): Body<ResetSecret>,
) -> Result<Changed<NewSecret>, Problem> {
    let typed = Reset { name: form.name, password: form.password.into(), tokens: form.tokens };
    Ok(accounts::reset_secret(&app.desk, &may, typed).await?.into())
}
