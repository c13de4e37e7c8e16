//! `GET /accounts/{app_id}/refusals/{rid}`: why a call was refused, up to seven days later.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::calls::read_refusal;
use vermilion_service::may::See;
use vermilion_service::{Failure, Kind};
use vermilion_wire::Rid;

use super::body::WhyNot;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A refused call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalBody {
    rid: String,
    at: String,
    /// Method and path.
    call: String,
    /// The error code answered.
    code: i32,
    #[serde(flatten)]
    why_not: WhyNot,
}

#[utoipa::path(get, path = "/accounts/{app_id}/refusals/{rid}", tag = "calls", operation_id = "see_refusal",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("rid" = String, Path, description = "As the refused caller was told")),
    responses((status = 200, body = RefusalBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, rid)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<RefusalBody>, Problem> {
    let rid: Rid = rid.trim().parse().map_err(|_| Failure::Missing(Kind::Refusal))?;
    let refused = read_refusal(&app.desk, &may, rid.groups()).await?;
    Ok(Json(RefusalBody {
        rid: rid.to_string(),
        at: rfc3339(refused.at),
        call: refused.call,
        code: refused.code,
        why_not: WhyNot::coded(refused.reason, lang),
    }))
}
