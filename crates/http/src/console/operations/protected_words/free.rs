//! `DELETE /operations/protected-words/{word}`

use axum::extract::{Path, State};
use vermilion_service::may::Operate;
use vermilion_service::register::free_word;

use crate::App;
use crate::changed::Settled;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/operations/protected-words/{word}", tag = "operations",
    operation_id = "free_word", params(("word" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(word): Path<String>,
) -> Result<Settled, Problem> {
    Ok(Settled(free_word(&app.desk, &may, &word).await?))
}
