//! `POST /accounts/{app_id}/cases/{id}/withdraw`: takes it off the reviewers' desk, whoever's turn it is.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::ManageAuthorizations;
use vermilion_service::review::withdraw_case;

use super::OwnCaseBody;
use crate::App;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/cases/{id}/withdraw", tag = "cases", operation_id = "withdraw_case",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The case")),
    responses((status = 200, body = OwnCaseBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Changed<OwnCaseBody>, Problem> {
    let id = path::id(&id, Kind::Case)?;
    let (seq, case) = withdraw_case(&app.desk, &may, id).await?;
    Ok(Changed::ok(seq, OwnCaseBody::whole(case, lang)))
}
