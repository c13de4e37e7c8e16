//! `POST /sessions`: signing in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members::{self, SignIn};

use crate::App;
use crate::body::Body;
use crate::console::cookie::{SetCookie, keep};
use crate::console::member::MemberAnswer;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OpenSession {
    /// The e-mail address.
    login: String,
    #[schema(format = Password)]
    password: String,
}

/// Who signed in; the session's cookie comes with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOpened {
    member: MemberAnswer,
    /// At most until then; without use it ends earlier.
    expires_at: String,
}

#[utoipa::path(post, path = "/sessions", tag = "sessions", operation_id = "sign_in",
    request_body = OpenSession,
    responses((status = 201, body = SessionOpened), (status = 400, body = Document),
        (status = 401, body = Document), (status = 429, body = Document), (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<OpenSession>,
) -> Result<(StatusCode, SetCookie, Json<SessionOpened>), Problem> {
    let typed = SignIn { login: form.login.into(), password: form.password.into() };
    let (member, session) = members::sign_in(&app.desk, typed).await?;
    let body = SessionOpened { member: member.into(), expires_at: rfc3339(session.until) };
    Ok((StatusCode::CREATED, keep(&headers, Some(&session)), Json(body)))
}
