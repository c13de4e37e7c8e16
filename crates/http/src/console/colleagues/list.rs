//! `GET /accounts/{app_id}/members`: who acts in the account.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::colleagues::{Colleague, list_colleagues};
use vermilion_service::may::See;

use crate::App;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Somebody who acts in the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColleagueItem {
    id: String,
    name: Option<String>,
    /// Nothing once they were erased.
    email: Option<String>,
    /// `administrator`, `developer`, `operator` or `analyst`.
    role: &'static str,
    since: String,
}

impl From<Colleague> for ColleagueItem {
    fn from(colleague: Colleague) -> ColleagueItem {
        ColleagueItem {
            id: colleague.member.to_string(),
            name: colleague.name,
            email: colleague.email,
            role: colleague.role.word(),
            since: rfc3339(colleague.since),
        }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/members", tag = "members", operation_id = "list_members",
    params(("app_id" = String, Path, description = "The account's AppID"), PageQuery),
    responses((status = 200, body = List<ColleagueItem>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    page: Page,
) -> Result<Json<List<ColleagueItem>>, Problem> {
    let after = page.after(|text| text.parse().ok())?;
    let colleagues = list_colleagues(&app.desk, &may, after, page.limit).await?;
    Ok(Json(page.of(colleagues, |last| last.member.to_string(), ColleagueItem::from)))
}
