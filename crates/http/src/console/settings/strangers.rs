//! `GET /accounts/{app_id}/settings/allow-list/strangers`: who came that is not on the list.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::ManageSettings;
use vermilion_service::settings::read_strangers;

use crate::App;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// An address with the right secret that is not on the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StrangerBody {
    address: String,
    /// Whether it was refused; else it was let through and noted.
    refused: bool,
    count: u32,
    first_at: String,
    last_at: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/settings/allow-list/strangers", tag = "settings",
    operation_id = "see_strangers",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = List<StrangerBody>), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Json<List<StrangerBody>>, Problem> {
    let rows = read_strangers(&app.desk, &may).await?.into_iter().map(|row| StrangerBody {
        address: row.address,
        refused: row.refused,
        count: row.count,
        first_at: rfc3339(row.first_at),
        last_at: rfc3339(row.last_at),
    });
    Ok(Json(List::whole(rows.collect())))
}
