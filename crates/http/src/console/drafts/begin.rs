//! `POST /accounts/{app_id}/drafts`: begins a form, of a new authorization or of a change to one.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::authorizations::begin_draft;
use vermilion_service::may::ManageAuthorizations;

use super::{DraftBody, tagged};
use crate::App;
use crate::body::Body;
use crate::console::form::FormBody;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};
use crate::version::Tagged;

/// What the form begins with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct BeginDraft {
    /// The authorization to be modified; nothing for a new one.
    authorization: Option<String>,
    /// What was typed so far. Without it a change begins with what was submitted last.
    form: Option<FormBody>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/drafts", tag = "drafts", operation_id = "begin_draft",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = BeginDraft,
    responses((status = 201, body = DraftBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 413, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Body(begun): Body<BeginDraft>,
) -> Result<Tagged<DraftBody>, Problem> {
    let authorization = begun.authorization.map(|id| path::id(&id, Kind::Authorization)).transpose()?;
    let view = begin_draft(&app.desk, &may, authorization, begun.form.map(Into::into)).await?;
    Ok(tagged(StatusCode::CREATED, view))
}
