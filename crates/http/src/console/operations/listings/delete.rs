//! `DELETE /operations/host-apps/{id}/listings/{app_id}`

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::Operate;
use vermilion_service::operations::unlist_account;

use crate::App;
use crate::changed::Settled;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/operations/host-apps/{id}/listings/{app_id}", tag = "operations",
    operation_id = "delete_listing", params(("id" = String, Path), ("app_id" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path((id, app_id)): Path<(String, String)>,
) -> Result<Settled, Problem> {
    Ok(Settled(unlist_account(&app.desk, &may, path::id(&id, Kind::HostApp)?, &app_id).await?))
}
