//! `GET /accounts/{app_id}/cases`: the account's cases, the newest first.

use axum::Json;
use axum::extract::State;
use vermilion_service::may::See;
use vermilion_service::review::read_own_cases;

use super::OwnCaseBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/cases", tag = "cases", operation_id = "list_own_cases",
    params(("app_id" = String, Path, description = "The account's AppID"),
        PageQuery),
    responses((status = 200, body = List<OwnCaseBody>),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    page: Page,
    Lang(lang): Lang,
) -> Result<Json<List<OwnCaseBody>>, Problem> {
    let before = page.after(|text| text.parse().ok())?;
    let cases = read_own_cases(&app.desk, &may, before, page.limit).await?;
    Ok(Json(page.of(cases, |last| last.id.to_string(), |case| OwnCaseBody::short(case, lang))))
}
