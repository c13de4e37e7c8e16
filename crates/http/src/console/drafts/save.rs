//! `PUT /accounts/{app_id}/drafts/{id}`: saves what is typed, unless another tab was faster.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::authorizations::save_draft;
use vermilion_service::may::ManageAuthorizations;

use super::{DraftBody, tagged};
use crate::App;
use crate::body::Body;
use crate::console::form::FormBody;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};
use crate::version::{IfMatch, Tagged};

/// What is typed by now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveDraft {
    /// The whole form.
    form: FormBody,
}

#[utoipa::path(put, path = "/accounts/{app_id}/drafts/{id}", tag = "drafts", operation_id = "save_draft",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The draft"),
        ("If-Match" = String, Header, description = "The version that was on the screen, quoted")),
    request_body = SaveDraft,
    responses((status = 200, body = DraftBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 412, body = Document),
        (status = 413, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Body(saved): Body<SaveDraft>,
) -> Result<Tagged<DraftBody>, Problem> {
    let id = path::id(&id, Kind::Draft)?;
    let view = save_draft(&app.desk, &may, (id, version), saved.form.into()).await?;
    Ok(tagged(StatusCode::OK, view))
}
