//! `POST /accounts/{app_id}/secrets`: another secret beside those that work.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::accounts;
use vermilion_service::may::ManageSettings;

use super::NewSecret;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Debug, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IssueSecret {
    /// What the owner calls it.
    name: String,
}

#[utoipa::path(post, path = "/accounts/{app_id}/secrets", tag = "secrets", operation_id = "issue_secret",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = IssueSecret,
    responses((status = 201, body = NewSecret), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Body(form): Body<IssueSecret>,
) -> Result<Changed<NewSecret>, Problem> {
    Ok(accounts::issue_secret(&app.desk, &may, &form.name).await?.into())
}
