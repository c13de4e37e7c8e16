//! `POST /accounts/{app_id}/drafts/{id}/submit`: 提交申请; the draft is consumed.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::authorizations::submit_draft;
use vermilion_service::may::ManageAuthorizations;

use crate::App;
use crate::changed::Changed;
use crate::console::authorizations::AuthorizationBody;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};
use crate::version::IfMatch;

#[utoipa::path(post, path = "/accounts/{app_id}/drafts/{id}/submit", tag = "drafts", operation_id = "submit_draft",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The draft"),
        ("If-Match" = String, Header, description = "The version that was on the screen, quoted")),
    responses((status = 201, body = AuthorizationBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 412, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Lang(lang): Lang,
) -> Result<Changed<AuthorizationBody>, Problem> {
    let id = path::id(&id, Kind::Draft)?;
    let (seq, view) = submit_draft(&app.desk, &may, (id, version)).await?;
    Ok(Changed::created(seq, AuthorizationBody::short(view, lang)))
}
