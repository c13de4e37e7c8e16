//! `PUT /accounts/{app_id}/members/{id}`: another role.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::colleagues::change_role;
use vermilion_service::may::ManageMembers;

use crate::App;
use crate::body::Body;
use crate::changed::Settled;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// The role.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChangeRole {
    /// `administrator`, `developer`, `operator` or `analyst`.
    role: String,
}

#[utoipa::path(put, path = "/accounts/{app_id}/members/{id}", tag = "members", operation_id = "change_role",
    params(("app_id" = String, Path, description = "The account's AppID"), ("id" = String, Path)),
    request_body = ChangeRole,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageMembers>,
    Path((_, id)): Path<(String, String)>,
    Body(form): Body<ChangeRole>,
) -> Result<Settled, Problem> {
    Ok(Settled(change_role(&app.desk, &may, &id, &form.role).await?))
}
