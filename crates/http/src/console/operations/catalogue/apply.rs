//! `POST /operations/catalogue`: applies another version, in force on each node from its next start.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::catalogue::apply_catalogue;
use vermilion_service::may::Operate;

use super::see::CatalogueBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Another version, once its preview was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyCatalogue {
    /// The version that the preview was from.
    from: u32,
    /// A text of `capabilities.toml`; nothing means the one that came with the binary.
    text: Option<String>,
}

#[utoipa::path(post, path = "/operations/catalogue", tag = "catalogue", operation_id = "apply_catalogue",
    request_body = ApplyCatalogue,
    responses((status = 200, body = CatalogueBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 409, body = Document),
        (status = 413, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Body(next): Body<ApplyCatalogue>,
) -> Result<Changed<CatalogueBody>, Problem> {
    let (seq, view) = apply_catalogue(&app.desk, &may, (next.from, next.text.as_deref())).await?;
    Ok(Changed::ok(seq, view.into()))
}
