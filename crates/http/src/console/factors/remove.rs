//! `DELETE /factors/{id}`: one way less.

use axum::extract::{Path, State};
use vermilion_service::factors::remove_factor;

use crate::App;
use crate::changed::Done;
use crate::may::Signed;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/factors/{id}", tag = "factors", operation_id = "remove_factor",
    params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Path(id): Path<String>,
) -> Result<Done, Problem> {
    Ok(Done(remove_factor(&app.desk, by, &id).await?))
}
