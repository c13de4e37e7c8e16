//! `PUT /review/cases/{id}/checks`: what was found so far, kept for this reviewer.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::save_checks;

use super::CaseDetailBody;
use super::verdicts::{VerdictWords, verdicts};
use crate::App;
use crate::body::Body;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// What was found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveChecks {
    /// Verdicts by the ids of items; those that are not named stay.
    checks: VerdictWords,
}

#[utoipa::path(put, path = "/review/cases/{id}/checks", tag = "review", operation_id = "save_checks",
    params(("id" = String, Path, description = "The case")),
    request_body = SaveChecks,
    responses((status = 200, body = CaseDetailBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Review>,
    Path(id): Path<String>,
    Lang(lang): Lang,
    Body(found): Body<SaveChecks>,
) -> Result<Json<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let case = save_checks(&app.desk, &by, id, &verdicts(found.checks)).await?;
    Ok(Json(CaseDetailBody::of(case, lang)))
}
