//! `GET /accounts/{app_id}/cases/{id}`: one of the account's cases with what was said.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::See;
use vermilion_service::review::read_own_case;

use super::OwnCaseBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/cases/{id}", tag = "cases", operation_id = "see_own_case",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The case")),
    responses((status = 200, body = OwnCaseBody),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<OwnCaseBody>, Problem> {
    let case = read_own_case(&app.desk, &may, path::id(&id, Kind::Case)?).await?;
    Ok(Json(OwnCaseBody::whole(case, lang)))
}
