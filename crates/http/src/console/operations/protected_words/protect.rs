//! `PUT /operations/protected-words/{word}`

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::register::protect_word;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// For whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtectWord {
    /// The account that may use it all the same; nothing means nobody.
    #[serde(default)]
    app_id: Option<String>,
}

#[utoipa::path(put, path = "/operations/protected-words/{word}", tag = "operations",
    operation_id = "protect_word", params(("word" = String, Path)), request_body = ProtectWord,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(word): Path<String>,
    Body(whose): Body<ProtectWord>,
) -> Result<Done, Problem> {
    Ok(Done(protect_word(&app.desk, &may, &word, whose.app_id.as_deref()).await?))
}
