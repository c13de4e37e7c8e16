//! `POST …/authorizations/{id}/give-up`: 减少功能, at once.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::authorizations::give_up;
use vermilion_service::may::ManageAuthorizations;

use super::AuthorizationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

/// What is no longer wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveUp {
    /// The capabilities' words.
    pub(in crate::console) capabilities: Vec<String>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/authorizations/{id}/give-up", tag = "authorizations", operation_id = "give_up",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The authorization")),
    request_body = GiveUp,
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
    Body(given_up): Body<GiveUp>,
) -> Result<Changed<AuthorizationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = give_up(&app.desk, &may, id, &given_up.capabilities).await?;
    Ok(Changed::ok(seq, AuthorizationBody::short(view, lang)))
}
