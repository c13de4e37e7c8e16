//! `POST /operations/host-apps`

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::operations::make_host_app;

use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// A new host app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostAppNew {
    /// At most 40 characters.
    name: String,
}

/// A host app with its first key.
#[derive(Serialize, ToSchema)]
pub(crate) struct HostAppMade {
    id: String,
    name: String,
    /// Shown now and never again.
    key: String,
}

#[utoipa::path(post, path = "/operations/host-apps", tag = "operations", operation_id = "create_host_app",
    request_body = HostAppNew,
    responses((status = 201, body = HostAppMade), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Body(new): Body<HostAppNew>,
) -> Result<Changed<HostAppMade>, Problem> {
    let made = make_host_app(&app.desk, &may, &new.name).await?;
    let key = made.key.key.expose().to_owned();
    let body = HostAppMade { id: made.host_app.to_string(), name: made.name, key };
    Ok(Changed::created(made.key.seq, body))
}
