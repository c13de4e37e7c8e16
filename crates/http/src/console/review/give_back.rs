//! `POST /review/cases/{id}/give-back`: a colleague can take it at once.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::Review;
use vermilion_service::review::give_back_case;

use super::CaseDetailBody;
use crate::App;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/review/cases/{id}/give-back", tag = "review", operation_id = "give_case_back",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = CaseDetailBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Review>,
    Path(id): Path<String>,
    Lang(lang): Lang,
) -> Result<Json<CaseDetailBody>, Problem> {
    let case = give_back_case(&app.desk, &by, path::id(&id, Kind::Case)?).await?;
    Ok(Json(CaseDetailBody::of(case, lang)))
}
