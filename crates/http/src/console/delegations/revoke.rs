//! `POST …/delegations/{id}/revoke`: 删除授权, by either side, at once.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::delegations::revoke_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

/// Typed to confirm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevokeDelegation {
    /// The other account's name.
    name: String,
}

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/{id}/revoke", tag = "delegations",
    operation_id = "revoke_delegation",
    params(("app_id" = String, Path, description = "Either account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    request_body = RevokeDelegation,
    responses((status = 200, body = DelegationBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
    Body(typed): Body<RevokeDelegation>,
) -> Result<Changed<DelegationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = revoke_delegation(&app.desk, &may, id, &typed.name).await?;
    Ok(Changed::ok(seq, DelegationBody::short(view, lang)))
}
