//! `GET /accounts/{app_id}/register`: what the register says, and what a change needs.

use axum::Json;
use axum::extract::State;
use vermilion_service::may::See;
use vermilion_service::register::read_register;

use super::RegisterBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/register", tag = "register", operation_id = "register_of_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = RegisterBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Lang(lang): Lang,
) -> Result<Json<RegisterBody>, Problem> {
    Ok(Json(RegisterBody::of(read_register(&app.desk, &may).await?, lang)))
}
