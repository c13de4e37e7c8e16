//! `POST /host/v1/users/{id}/oauth-codes`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::hosts::{self, issue_oauth_code};

use super::login::CodeIssued;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// What the user was asked on the authorization page, and agreed to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OAuthCodeAsked {
    /// A service account.
    app_id: String,
    /// `snsapi_base`, `snsapi_userinfo`, or `snsapi_login` for the account's website.
    scope: String,
    /// The version of the privacy notice that the user was shown; 0 where none was.
    #[serde(default)]
    notice: u32,
}

#[utoipa::path(post, path = "/users/{id}/oauth-codes", tag = "codes", operation_id = "issue_oauth_code",
    description = "With a scope that shows the profile, the user's agreement is recorded as consent.",
    params(("id" = String, Path)), request_body = OAuthCodeAsked, responses(
        (status = 201, body = CodeIssued), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<OAuthCodeAsked>,
) -> Result<(StatusCode, Json<CodeIssued>), Problem> {
    let asked = hosts::OAuthAsked { app_id: &asked.app_id, scope: &asked.scope, notice: asked.notice };
    let issued = issue_oauth_code(&app.desk, by, user, asked).await?;
    Ok((StatusCode::CREATED, Json(issued.into())))
}
