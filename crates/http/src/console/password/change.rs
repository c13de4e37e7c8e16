//! `POST /password`: another password; every session ends.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::console::cookie::{SetCookie, forget};
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChangePassword {
    #[schema(format = Password)]
    current: String,
    /// The new one.
    #[schema(format = Password)]
    password: String,
}

#[utoipa::path(post, path = "/password", tag = "me", operation_id = "change_password",
    request_body = ChangePassword,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    headers: HeaderMap,
    Body(form): Body<ChangePassword>,
) -> Result<(SetCookie, Done), Problem> {
    let (current, new) = (form.current.into(), form.password.into());
    let seq = members::change_password(&app.desk, by, current, new).await?;
    Ok((forget(&headers), Done(seq)))
}
