//! `POST /review/cases/{id}/reject`: 驳回, with reasons bound to fields.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::{GivenByReviewer, Rejection, reject_case};

use super::CaseDetailBody;
use super::verdicts::{VerdictWords, verdicts};
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// What was read, and why it is not agreed to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    /// The version that was on the screen.
    version: i64,
    /// At least one; each `faulty` item is explained by one of them.
    reasons: Vec<RejectReason>,
    /// Files that the reviewer handed in to the case: at most five, of 20 MiB together. The applicant sees them.
    #[serde(default)]
    files: Vec<String>,
    /// Verdicts by the ids of the checklist's items, over those saved and kept; every item has one.
    #[serde(default)]
    checks: VerdictWords,
}

/// One reason.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RejectReason {
    /// One of `GET /review/reasons`.
    code: String,
    /// JSON pointer into the document; empty means the whole.
    #[serde(default)]
    pointer: String,
    /// What the reviewer adds, at most 500 characters.
    text: Option<String>,
}

impl std::fmt::Debug for RejectReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RejectReason(..)")
    }
}

impl From<RejectReason> for GivenByReviewer {
    fn from(reason: RejectReason) -> GivenByReviewer {
        GivenByReviewer { code: reason.code, pointer: reason.pointer, text: reason.text }
    }
}

#[utoipa::path(post, path = "/review/cases/{id}/reject", tag = "review", operation_id = "reject_case",
    params(("id" = String, Path, description = "The case")),
    request_body = Reject,
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
    Body(seen): Body<Reject>,
) -> Result<Changed<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let reasons = seen.reasons.into_iter().map(GivenByReviewer::from).collect();
    let given = Rejection { reasons, files: seen.files };
    let (seq, case) =
        reject_case(&app.desk, &by, (id, seen.version), (given, &verdicts(seen.checks))).await?;
    Ok(Changed::ok(seq, CaseDetailBody::of(case, lang)))
}
