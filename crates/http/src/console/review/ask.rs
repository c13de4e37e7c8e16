//! `POST /review/cases/{id}/ask`: a question to the applicant; the clock stands until the answer.

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::{NewMessage, Question, ask_applicant};

use super::CaseDetailBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// What was read, and what is asked about it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskApplicant {
    /// The version that was on the screen.
    version: i64,
    /// JSON pointer into the document; empty means the whole.
    #[serde(default)]
    pointer: String,
    /// The question, at most 2,000 characters.
    text: String,
    /// Files that the reviewer handed in to the case: at most five, of 20 MiB together.
    #[serde(default)]
    files: Vec<String>,
}

impl std::fmt::Debug for AskApplicant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AskApplicant(..)")
    }
}

#[utoipa::path(post, path = "/review/cases/{id}/ask", tag = "review", operation_id = "ask_applicant",
    params(("id" = String, Path, description = "The case")),
    request_body = AskApplicant,
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
    Body(asked): Body<AskApplicant>,
) -> Result<Changed<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let said = NewMessage { text: asked.text, files: asked.files };
    let question = Question { pointer: asked.pointer, said };
    let (seq, case) = ask_applicant(&app.desk, &by, (id, asked.version), question).await?;
    Ok(Changed::ok(seq, CaseDetailBody::of(case, lang)))
}
