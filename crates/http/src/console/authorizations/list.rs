//! `GET /accounts/{app_id}/authorizations`: what an account asked for and holds.

use axum::Json;
use axum::extract::State;
use vermilion_service::authorizations::read_authorizations;
use vermilion_service::may::See;

use super::AuthorizationBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/authorizations", tag = "authorizations", operation_id = "list_authorizations",
    params(("app_id" = String, Path, description = "The account's AppID"),
        PageQuery),
    responses((status = 200, body = List<AuthorizationBody>),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    page: Page,
    Lang(lang): Lang,
) -> Result<Json<List<AuthorizationBody>>, Problem> {
    let after = page.after(|text| text.parse().ok())?;
    let views = read_authorizations(&app.desk, &may, after, page.limit).await?;
    Ok(Json(page.of(views, |last| last.id.to_string(), |view| AuthorizationBody::short(view, lang))))
}
