//! `GET /operations/policies/schema`: what rules may ask.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::preflight::SCHEMA;

use crate::may::ProvenPlatform;
use crate::problem::Document;

/// The schema.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SchemaBody {
    /// In Cedar's schema language.
    text: &'static str,
}

#[utoipa::path(get, path = "/operations/policies/schema", tag = "policies", operation_id = "see_policy_schema",
    responses((status = 200, body = SchemaBody), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(ProvenPlatform(_): ProvenPlatform<Operate>) -> Json<SchemaBody> {
    Json(SchemaBody { text: SCHEMA })
}
