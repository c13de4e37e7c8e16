//! `POST /host/v1/users/{id}/login-codes`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::hosts::{Issued, issue_login_code};

use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// For which mini program.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginCodeAsked {
    app_id: String,
}

/// A single-use code.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeIssued {
    code: String,
    /// Seconds.
    expires_in: i64,
}

impl From<Issued> for CodeIssued {
    fn from(issued: Issued) -> CodeIssued {
        CodeIssued { code: issued.code.expose().to_owned(), expires_in: issued.expires_in }
    }
}

#[utoipa::path(post, path = "/users/{id}/login-codes", tag = "codes", operation_id = "issue_login_code",
    params(("id" = String, Path)), request_body = LoginCodeAsked, responses(
        (status = 201, body = CodeIssued), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(asked): Body<LoginCodeAsked>,
) -> Result<(StatusCode, Json<CodeIssued>), Problem> {
    let issued = issue_login_code(&app.desk, by, user, &asked.app_id).await?;
    Ok((StatusCode::CREATED, Json(issued.into())))
}
