//! `GET /review/cases/{id}/evidence`: the files that a case rests on.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::evidence::evidence_of_case;
use vermilion_service::may::Review;

use crate::App;
use crate::console::evidence::EvidenceFileBody;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/review/cases/{id}/evidence", tag = "review", operation_id = "list_case_evidence",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = List<EvidenceFileBody>),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Review>,
    Path(id): Path<String>,
) -> Result<Json<List<EvidenceFileBody>>, Problem> {
    let views = evidence_of_case(&app.desk, &may, path::id(&id, Kind::Case)?).await?;
    Ok(Json(List::whole(views.into_iter().map(EvidenceFileBody::from).collect())))
}
