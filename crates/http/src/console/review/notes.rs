//! `POST /review/cases/{id}/notes`: a note for colleagues, which the applicant never sees.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::write_note;

use super::CaseDetailBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::cases::MessageWords;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/review/cases/{id}/notes", tag = "review", operation_id = "write_case_note",
    params(("id" = String, Path, description = "The case")),
    request_body = MessageWords,
    responses((status = 201, body = CaseDetailBody),
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
    Body(words): Body<MessageWords>,
) -> Result<Changed<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let (seq, case) = write_note(&app.desk, &by, id, &words.into()).await?;
    Ok(Changed::created(seq, CaseDetailBody::of(case, lang)))
}
