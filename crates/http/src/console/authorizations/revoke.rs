//! `POST …/authorizations/{id}/revoke`: 删除授权, at once.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::authorizations::revoke_authorization;
use vermilion_service::may::ManageAuthorizations;

use super::AuthorizationBody;
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
pub(crate) struct Revoke {
    /// The account's name.
    name: String,
}

#[utoipa::path(post, path = "/accounts/{app_id}/authorizations/{id}/revoke", tag = "authorizations", operation_id = "revoke_authorization",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The authorization")),
    request_body = Revoke,
    responses((status = 200, body = AuthorizationBody),
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
    Body(typed): Body<Revoke>,
) -> Result<Changed<AuthorizationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = revoke_authorization(&app.desk, &may, id, &typed.name).await?;
    Ok(Changed::ok(seq, AuthorizationBody::short(view, lang)))
}
