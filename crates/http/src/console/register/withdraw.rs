//! `POST /accounts/{app_id}/register/{field}/withdraw`: a change that waits is taken back.

use axum::extract::{Path, State};
use vermilion_service::may::ManageRegister;
use vermilion_service::register::withdraw_change;

use super::RegisterBody;
use crate::App;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/register/{field}/withdraw", tag = "register",
    operation_id = "withdraw_register_change",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("field" = String, Path, description = "Which field")),
    responses((status = 200, body = RegisterBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Path((_, field)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Changed<RegisterBody>, Problem> {
    let (seq, register) = withdraw_change(&app.desk, &may, &field).await?;
    Ok(Changed::ok(seq, RegisterBody::of(register, lang)))
}
