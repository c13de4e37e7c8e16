//! `POST /me/erase`: one is erased, and cannot come back.

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

/// That it is meant.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EraseMe {
    #[schema(format = Password)]
    password: String,
}

#[utoipa::path(post, path = "/me/erase", tag = "me", operation_id = "erase_me", request_body = EraseMe,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 409, body = Document), (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    headers: HeaderMap,
    Body(form): Body<EraseMe>,
) -> Result<(SetCookie, Done), Problem> {
    let seq = members::erase_member(&app.desk, by, form.password.into()).await?;
    Ok((forget(&headers), Done(seq)))
}
