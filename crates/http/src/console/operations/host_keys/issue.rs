//! `POST /operations/host-apps/{id}/keys`

use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::may::Operate;
use vermilion_service::operations::issue_host_key;

use crate::App;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// Another key.
#[derive(Serialize, ToSchema)]
pub(crate) struct HostKeyIssued {
    number: u32,
    /// Shown now and never again.
    key: String,
}

#[utoipa::path(post, path = "/operations/host-apps/{id}/keys", tag = "operations",
    operation_id = "issue_host_key", params(("id" = String, Path)),
    responses((status = 201, body = HostKeyIssued), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
) -> Result<Changed<HostKeyIssued>, Problem> {
    let issued = issue_host_key(&app.desk, &may, path::id(&id, Kind::HostApp)?).await?;
    let body = HostKeyIssued { number: issued.number, key: issued.key.expose().to_owned() };
    Ok(Changed::created(issued.seq, body))
}
