//! `POST …/delegations/{id}/accept`: the receiver takes what is offered.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::delegations::accept_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

/// What was on the screen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptDelegation {
    /// Its version.
    version: i64,
}

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/{id}/accept", tag = "delegations",
    operation_id = "accept_delegation",
    params(("app_id" = String, Path, description = "The receiving account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    request_body = AcceptDelegation,
    responses((status = 200, body = DelegationBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 412, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
    Body(seen): Body<AcceptDelegation>,
) -> Result<Changed<DelegationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = accept_delegation(&app.desk, &may, (id, seen.version)).await?;
    Ok(Changed::ok(seq, DelegationBody::short(view, lang)))
}
