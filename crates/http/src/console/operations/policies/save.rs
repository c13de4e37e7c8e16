//! `PUT /operations/policies/{id}`: saves a text as another version; what is in force stays.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::preflight::save_policy;

use super::PolicyDetail;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Another version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavePolicy {
    /// The version that was on the screen; 0 for a new rule.
    version: i64,
    /// One `forbid` in Cedar with the annotations `reason`, `zh`, `zh_next`, `en` and `en_next`; it may carry
    /// `pointer`. At most 16,000 characters.
    text: String,
}

#[utoipa::path(put, path = "/operations/policies/{id}", tag = "policies", operation_id = "save_policy",
    params(("id" = String, Path, description = "The rule: lower-case letters, digits and _")),
    request_body = SavePolicy,
    responses((status = 200, body = PolicyDetail), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 409, body = Document),
        (status = 413, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
    Body(saved): Body<SavePolicy>,
) -> Result<Changed<PolicyDetail>, Problem> {
    let (seq, view) = save_policy(&app.desk, &may, (&id, saved.version), &saved.text).await?;
    Ok(Changed::ok(seq, view.into()))
}
