//! `POST /host/v1/users/{id}/phone-codes`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::hosts::issue_phone_code;

use super::login::CodeIssued;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// The user pressed the button.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneCodeAsked {
    app_id: String,
    /// The version of the privacy notice that the user was shown; 0 where none was.
    #[serde(default)]
    notice: u32,
}

#[utoipa::path(post, path = "/users/{id}/phone-codes", tag = "codes", operation_id = "issue_phone_code",
    params(("id" = String, Path)), request_body = PhoneCodeAsked, responses(
        (status = 201, body = CodeIssued), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<PhoneCodeAsked>,
) -> Result<(StatusCode, Json<CodeIssued>), Problem> {
    let issued = issue_phone_code(&app.desk, by, user, &asked.app_id, asked.notice).await?;
    Ok((StatusCode::CREATED, Json(issued.into())))
}
