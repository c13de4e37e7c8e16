//! `DELETE /operations/host-apps/{id}/keys/{number}`

use axum::extract::{Path, State};
use vermilion_service::may::Operate;
use vermilion_service::operations::revoke_host_key;
use vermilion_service::{Failure, Kind};

use crate::App;
use crate::changed::Settled;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/operations/host-apps/{id}/keys/{number}", tag = "operations",
    operation_id = "revoke_host_key", params(("id" = String, Path), ("number" = u32, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Settled, Problem> {
    let number = number.parse().map_err(|_| Failure::Missing(Kind::HostApp))?;
    Ok(Settled(revoke_host_key(&app.desk, &may, path::id(&id, Kind::HostApp)?, number).await?))
}
