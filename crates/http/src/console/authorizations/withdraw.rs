//! `POST …/authorizations/{id}/withdraw-submission`: 撤回申请.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::authorizations::withdraw_submission;
use vermilion_service::may::ManageAuthorizations;

use super::AuthorizationBody;
use crate::App;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/authorizations/{id}/withdraw-submission", tag = "authorizations", operation_id = "withdraw_submission",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The authorization")),
    responses((status = 200, body = AuthorizationBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Changed<AuthorizationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = withdraw_submission(&app.desk, &may, id).await?;
    Ok(Changed::ok(seq, AuthorizationBody::short(view, lang)))
}
