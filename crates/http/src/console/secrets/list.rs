//! `GET /accounts/{app_id}/secrets`: which there are, not what they are.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts;
use vermilion_service::may::ManageSettings;

use crate::App;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Secrets {
    items: Vec<SecretItem>,
}

/// One secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecretItem {
    number: u16,
    name: String,
    created_at: String,
    /// When it stopped working for good.
    retired_at: Option<String>,
    /// When it will, as planned.
    retires_at: Option<String>,
    /// The day it was last used, as its beginning in the platform's zone.
    last_used: Option<String>,
    /// It works, and nobody has used it for thirty days: retire it.
    unused: bool,
}

#[utoipa::path(get, path = "/accounts/{app_id}/secrets", tag = "secrets", operation_id = "secrets",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = Secrets), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Json<Secrets>, Problem> {
    let rows = accounts::read_secrets(&app.desk, &may).await?;
    let items = rows.into_iter().map(|row| SecretItem {
        number: row.secret.0,
        name: row.name,
        created_at: rfc3339(row.created_at),
        retired_at: row.retired_at.map(rfc3339),
        retires_at: row.retires_at.map(rfc3339),
        last_used: row.last_used.map(rfc3339),
        unused: row.unused,
    });
    Ok(Json(Secrets { items: items.collect() }))
}
