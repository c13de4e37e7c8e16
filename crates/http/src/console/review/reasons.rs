//! `GET /review/reasons`: the coded reasons of a rejection, in the caller's language.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::Review;

use crate::App;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};

/// One reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReasonBody {
    /// Stable, for programs.
    code: String,
    /// `incomplete`, `mismatch` or `rules`.
    family: &'static str,
    /// `application` or `register`.
    mended_at: &'static str,
    /// JSON pointer of the field that it is usually bound to.
    pointer: String,
    /// What the applicant will read.
    text: String,
}

#[utoipa::path(get, path = "/review/reasons", tag = "review", operation_id = "list_reasons",
    responses((status = 200, body = List<ReasonBody>),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(_): ProvenPlatform<Review>,
    Lang(lang): Lang,
) -> Result<Json<List<ReasonBody>>, Problem> {
    let book = app.desk.reasons.now();
    let offered = book.offered().map(|reason| ReasonBody {
        code: reason.code.clone(),
        family: reason.family.word(),
        mended_at: reason.at.word(),
        pointer: reason.pointer.clone(),
        text: reason.sentences.of(lang).detail.clone(),
    });
    Ok(Json(List::whole(offered.collect())))
}
