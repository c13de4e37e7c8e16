//! `POST /password/forgotten`: a link by mail. The answer never says who is registered.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::body::Body;
use crate::language::Lang;
use crate::problem::{Document, Problem};

/// Where to.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ForgottenPassword {
    /// The e-mail address.
    email: String,
}

/// Nothing: what was sent stands in the message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasswordLinkSent {}

#[utoipa::path(post, path = "/password/forgotten", tag = "sessions", operation_id = "forget_password",
    request_body = ForgottenPassword,
    responses((status = 202, body = PasswordLinkSent), (status = 400, body = Document),
        (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Lang(language): Lang,
    Body(form): Body<ForgottenPassword>,
) -> Result<(StatusCode, Json<PasswordLinkSent>), Problem> {
    members::forget_password(&app.desk, &form.email, language).await?;
    Ok((StatusCode::ACCEPTED, Json(PasswordLinkSent {})))
}
