//! `PUT /factors/{id}/name`

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::factors::rename_factor;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// Another name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenameFactor {
    /// At most 40 characters.
    name: String,
}

#[utoipa::path(put, path = "/factors/{id}/name", tag = "factors", operation_id = "rename_factor",
    params(("id" = String, Path)), request_body = RenameFactor,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Path(id): Path<String>,
    Body(form): Body<RenameFactor>,
) -> Result<Done, Problem> {
    Ok(Done(rename_factor(&app.desk, by, &id, &form.name).await?))
}
