//! `GET /operations/host-apps`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::operations::{HostAppView, list_host_apps};

use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A host app.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HostAppItem {
    id: String,
    name: String,
    created_at: String,
    /// The newest first; what they are was shown once.
    keys: Vec<HostKeyItem>,
    /// The AppIDs that may run in it.
    listings: Vec<String>,
}

/// A key of a host app.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HostKeyItem {
    number: u32,
    created_at: String,
    revoked_at: Option<String>,
}

impl From<HostAppView> for HostAppItem {
    fn from(view: HostAppView) -> HostAppItem {
        let keys = view.keys.into_iter().map(|key| HostKeyItem {
            number: key.number,
            created_at: rfc3339(key.created_at),
            revoked_at: key.revoked_at.map(rfc3339),
        });
        HostAppItem {
            id: view.row.host_app.to_string(),
            name: view.row.name,
            created_at: rfc3339(view.row.created_at),
            keys: keys.collect(),
            listings: view.listed.iter().map(ToString::to_string).collect(),
        }
    }
}

#[utoipa::path(get, path = "/operations/host-apps", tag = "operations", operation_id = "list_host_apps",
    responses((status = 200, body = List<HostAppItem>), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<List<HostAppItem>>, Problem> {
    let views = list_host_apps(&app.desk, &may).await?;
    Ok(Json(List::whole(views.into_iter().map(HostAppItem::from).collect())))
}
