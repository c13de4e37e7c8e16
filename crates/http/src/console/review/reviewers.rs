//! `GET /review/reviewers`: colleagues to whom a case can be handed.

use axum::Json;
use axum::extract::State;
use vermilion_service::may::Review;
use vermilion_service::review::list_reviewers;

use super::PersonBody;
use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/review/reviewers", tag = "review", operation_id = "list_reviewers",
    responses((status = 200, body = List<PersonBody>),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Review>,
) -> Result<Json<List<PersonBody>>, Problem> {
    let people = list_reviewers(&app.desk, &by).await?;
    Ok(Json(List::whole(people.into_iter().map(PersonBody::from).collect())))
}
