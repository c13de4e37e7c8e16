//! `POST /accounts/{app_id}/register/changes`: another name, introduction or category.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::ManageRegister;
use vermilion_service::register::change_register;

use super::RegisterBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// What shall change.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChangeRegister {
    /// `name`, `introduction` or `category`.
    field: String,
    /// The new value; of a category its word.
    value: String,
}

impl std::fmt::Debug for ChangeRegister {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangeRegister(..)")
    }
}

#[utoipa::path(post, path = "/accounts/{app_id}/register/changes", tag = "register",
    operation_id = "change_register",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = ChangeRegister,
    responses((status = 200, body = RegisterBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Lang(lang): Lang,
    Body(asked): Body<ChangeRegister>,
) -> Result<Changed<RegisterBody>, Problem> {
    let changed = change_register(&app.desk, &may, &asked.field, &asked.value).await?;
    Ok(Changed::ok(changed.seq, RegisterBody::of(changed.register, lang)))
}
