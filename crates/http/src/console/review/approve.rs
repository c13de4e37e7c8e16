//! `POST /review/cases/{id}/approve`: 通过.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::approve_case;

use super::CaseDetailBody;
use super::verdicts::{VerdictWords, verdicts};
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// What was read before agreeing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    /// The version that was on the screen.
    version: i64,
    /// Verdicts by the ids of the checklist's items, over those saved and kept; all must be `fine`.
    #[serde(default)]
    checks: VerdictWords,
}

#[utoipa::path(post, path = "/review/cases/{id}/approve", tag = "review", operation_id = "approve_case",
    params(("id" = String, Path, description = "The case")),
    request_body = Approve,
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
    Body(seen): Body<Approve>,
) -> Result<Changed<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let (seq, case) = approve_case(&app.desk, &by, (id, seen.version), &verdicts(seen.checks)).await?;
    Ok(Changed::ok(seq, CaseDetailBody::of(case, lang)))
}
