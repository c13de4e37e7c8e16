//! `POST /review/cases/{id}/hand-over`: to a colleague by name, who has eight hours to come to it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::Review;
use vermilion_service::review::hand_over_case;
use vermilion_service::{Failure, Kind};

use super::CaseDetailBody;
use crate::App;
use crate::body::Body;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOver {
    /// One of `GET /review/reviewers`.
    to: String,
}

#[utoipa::path(post, path = "/review/cases/{id}/hand-over", tag = "review", operation_id = "hand_case_over",
    params(("id" = String, Path, description = "The case")),
    request_body = HandOver,
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
    Body(over): Body<HandOver>,
) -> Result<Json<CaseDetailBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let to = over.to.parse().map_err(|_| Failure::field("/to", "no_reviewer"))?;
    Ok(Json(CaseDetailBody::of(hand_over_case(&app.desk, &by, id, to).await?, lang)))
}
