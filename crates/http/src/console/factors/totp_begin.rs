//! `POST /factors/totp/begin`: a secret for a generator of one-time passwords.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::factors::begin_totp;

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// What is shown; nothing holds before a code of it was typed.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpBegun {
    ceremony: String,
    /// In base32, to be typed.
    secret: String,
    /// `otpauth://…`, to be shown as a QR code.
    url: String,
    expires_at: String,
}

#[utoipa::path(post, path = "/factors/totp/begin", tag = "factors", operation_id = "begin_totp",
    responses((status = 200, body = TotpBegun), (status = 401, body = Document), (status = 403, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(State(app): State<App>, Signed(by): Signed) -> Result<Json<TotpBegun>, Problem> {
    let begun = begin_totp(&app.desk, by).await?;
    Ok(Json(TotpBegun {
        ceremony: begun.ceremony.expose().to_owned(),
        secret: begun.secret.expose().to_owned(),
        url: begun.url.expose().to_owned(),
        expires_at: rfc3339(begun.expires_at),
    }))
}
