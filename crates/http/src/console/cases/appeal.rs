//! `POST /accounts/{app_id}/cases/{id}/appeal`: 申诉: a rejection is looked at once more, by others; answers the new case.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::ManageAuthorizations;
use vermilion_service::review::appeal_case;

use super::{MessageWords, OwnCaseBody};
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/cases/{id}/appeal", tag = "cases", operation_id = "appeal_case",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The case")),
    request_body = MessageWords,
    responses((status = 201, body = OwnCaseBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
    Body(words): Body<MessageWords>,
) -> Result<Changed<OwnCaseBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let (seq, case) = appeal_case(&app.desk, &may, id, &words.into()).await?;
    Ok(Changed::created(seq, OwnCaseBody::whole(case, lang)))
}
