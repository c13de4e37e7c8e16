//! `POST /accounts/{app_id}/quotas/clear`: today's counters begin anew.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::ManageSettings;
use vermilion_service::quotas::clear_quotas;

use super::ClearsBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// Which.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClearQuotas {
    /// One call, `METHOD:/path`; without it, all of them.
    #[serde(default)]
    call: Option<String>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/quotas/clear", tag = "calls", operation_id = "clear_quotas",
    params(("app_id" = String, Path, description = "The account's AppID")), request_body = ClearQuotas,
    responses((status = 200, body = ClearsBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Body(which): Body<ClearQuotas>,
) -> Result<Changed<ClearsBody>, Problem> {
    let cleared = clear_quotas(&app.desk, &may, which.call.as_deref()).await?;
    Ok(Changed::ok(cleared.seq, cleared.clears.into()))
}
