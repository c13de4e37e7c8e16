//! `PUT /accounts/{app_id}/register/avatar`: another avatar, its bytes as the body.

use axum::body::Body;
use axum::extract::State;
use vermilion_service::may::ManageRegister;
use vermilion_service::register::change_avatar;

use super::RegisterBody;
use crate::App;
use crate::changed::Changed;
use crate::console::evidence::arrive;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(put, path = "/accounts/{app_id}/register/avatar", tag = "register",
    operation_id = "change_avatar",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "A PNG, JPEG or WebP picture of at most 2 MiB; its middle square is kept"),
    responses((status = 200, body = RegisterBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 413, body = Document), (status = 422, body = Document), (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Lang(lang): Lang,
    body: Body,
) -> Result<Changed<RegisterBody>, Problem> {
    let changed = change_avatar(&app.desk, &may, |longest| arrive(body, longest)).await?;
    Ok(Changed::ok(changed.seq, RegisterBody::of(changed.register, lang)))
}
