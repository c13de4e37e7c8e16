//! `POST /accounts/{app_id}/drafts/{id}/preflight`: everything that is wrong with a draft, at once.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::Kind;
use vermilion_service::authorizations::{Finding, preflight_draft};
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Field, Problem};

/// What there is to mend; nothing means that it can be submitted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preflight {
    findings: Vec<FindingBody>,
}

/// One thing to mend.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingBody {
    /// JSON pointer into the form.
    pointer: String,
    /// `incomplete`, `mismatch` or `rules`.
    family: &'static str,
    /// Stable, for programs.
    code: &'static str,
    /// The operator's own code, where a rule of theirs found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// What is wrong.
    detail: String,
    /// What to do.
    next: String,
}

/// Every finding in a language.
pub(in crate::console) fn rendered(found: &[Finding], lang: Language) -> Preflight {
    Preflight { findings: found.iter().map(|finding| render(finding, lang)).collect() }
}

fn render(finding: &Finding, lang: Language) -> FindingBody {
    let Field { pointer, code, detail, next, .. } = Field::of(&finding.fault, lang);
    let reason = finding.fault.params.iter().find(|(name, _)| *name == "reason");
    let reason = reason.map(|(_, reason)| reason.clone());
    FindingBody { pointer, family: finding.family.word(), code, reason, detail, next }
}

#[utoipa::path(post, path = "/accounts/{app_id}/drafts/{id}/preflight", tag = "drafts", operation_id = "preflight_draft",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Preflight),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<Preflight>, Problem> {
    let found = preflight_draft(&app.desk, &may, path::id(&id, Kind::Draft)?).await?;
    Ok(Json(rendered(&found, lang)))
}
