//! `POST /sessions/second-step`: signing in, for who has a second factor.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_service::Failure;
use vermilion_service::factors::{Answer, finish_second_step};

use super::open::SessionOpened;
use crate::App;
use crate::body::Body;
use crate::console::cookie::{SetCookie, device, keep_both};
use crate::problem::{Document, Problem};

/// What is shown; one of the three.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SecondStep {
    /// From the `step` of the first answer.
    token: String,
    /// What a generator shows.
    totp: Option<String>,
    /// A recovery code.
    recovery: Option<String>,
    /// What `navigator.credentials.get` came to, as JSON.
    #[schema(value_type = Option<Object>)]
    passkey: Option<Value>,
}

/// The one that was given.
pub(super) fn one_of(
    totp: Option<String>,
    recovery: Option<String>,
    passkey: Option<Value>,
) -> Result<Answer, Failure> {
    match (totp, recovery, passkey) {
        (Some(code), None, None) => Ok(Answer::Totp(code.into())),
        (None, Some(code), None) => Ok(Answer::Recovery(code.into())),
        (None, None, Some(credential)) => Ok(Answer::Passkey(credential)),
        _ => Err(Failure::field("/totp", "required")),
    }
}

#[utoipa::path(post, path = "/sessions/second-step", tag = "sessions", operation_id = "sign_in_second_step",
    request_body = SecondStep,
    responses((status = 201, body = SessionOpened), (status = 400, body = Document),
        (status = 404, body = Document), (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<SecondStep>,
) -> Result<(StatusCode, SetCookie, Json<SessionOpened>), Problem> {
    let (device, answer) = (device(&headers, &app.desk), one_of(form.totp, form.recovery, form.passkey)?);
    let (member, session) = finish_second_step(&app.desk, &form.token.into(), answer, &device).await?;
    let cookies = keep_both(&headers, &session, &device);
    Ok((StatusCode::CREATED, cookies, Json(SessionOpened::of(member, &session))))
}
