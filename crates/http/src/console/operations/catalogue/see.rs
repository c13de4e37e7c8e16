//! `GET /operations/catalogue`: which version is in force, and which will be.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::catalogue::{AppliedVersion, CatalogueView, see_catalogue};
use vermilion_service::may::Operate;

use crate::App;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The versions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueBody {
    /// In force on this node.
    in_force: u32,
    /// That came with the binary.
    bundled: u32,
    /// The newest: in force on each node from its next start.
    newest: u32,
    /// Its text of `capabilities.toml`.
    text: String,
    /// Those that operators applied, the newest first.
    applied: Vec<AppliedCatalogue>,
}

/// A version that an operator applied.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppliedCatalogue {
    version: u32,
    /// The version that it follows.
    before: u32,
    at: String,
}

impl From<AppliedVersion> for AppliedCatalogue {
    fn from(applied: AppliedVersion) -> AppliedCatalogue {
        let AppliedVersion { version, before, at } = applied;
        AppliedCatalogue { version, before, at: rfc3339(at) }
    }
}

impl From<CatalogueView> for CatalogueBody {
    fn from(view: CatalogueView) -> CatalogueBody {
        let (newest, text) = view.newest;
        let applied = view.applied.into_iter().map(AppliedCatalogue::from).collect();
        CatalogueBody { in_force: view.in_force, bundled: view.bundled, newest, text, applied }
    }
}

#[utoipa::path(get, path = "/operations/catalogue", tag = "catalogue", operation_id = "see_catalogue",
    responses((status = 200, body = CatalogueBody), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<CatalogueBody>, Problem> {
    Ok(Json(see_catalogue(&app.desk, &may).await?.into()))
}
