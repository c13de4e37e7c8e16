//! `POST …/delegations/{id}/modify`: 修改授权; what is in force stays until the receiver accepts.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::delegations::modify_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::form::FormBody;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

/// What shall be handed over instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModifyDelegation {
    /// The version that was on the screen.
    version: i64,
    /// The whole form; the receiver stays.
    form: FormBody,
}

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/{id}/modify", tag = "delegations",
    operation_id = "modify_delegation",
    params(("app_id" = String, Path, description = "The giving account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    request_body = ModifyDelegation,
    responses((status = 200, body = DelegationBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 412, body = Document),
        (status = 413, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
    Body(modified): Body<ModifyDelegation>,
) -> Result<Changed<DelegationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) =
        modify_delegation(&app.desk, &may, (id, modified.version), modified.form.into()).await?;
    Ok(Changed::ok(seq, DelegationBody::short(view, lang)))
}
