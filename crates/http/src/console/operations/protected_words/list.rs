//! `GET /operations/protected-words`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::Operate;
use vermilion_service::register::list_protected_words;

use crate::App;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A protected word.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProtectedWord)]
pub(crate) struct ProtectedWordBody {
    /// As names are compared: without case, width and blanks.
    word: String,
    /// The account that may use it all the same.
    app_id: Option<String>,
    /// When an operator protected it; nothing where the catalogue does.
    since: Option<String>,
}

#[utoipa::path(get, path = "/operations/protected-words", tag = "operations",
    operation_id = "list_protected_words",
    responses((status = 200, body = List<ProtectedWordBody>), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<List<ProtectedWordBody>>, Problem> {
    let words = list_protected_words(&app.desk, &may).await?.into_iter();
    let body = words.map(|word| ProtectedWordBody {
        word: word.word,
        app_id: word.account.map(|app_id| app_id.to_string()),
        since: word.since.map(rfc3339),
    });
    Ok(Json(List::whole(body.collect())))
}
