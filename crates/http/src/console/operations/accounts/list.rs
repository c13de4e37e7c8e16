//! `GET /operations/accounts`

use axum::Json;
use axum::extract::State;
use vermilion_service::accounts::AccountView;
use vermilion_service::may::Operate;
use vermilion_service::operations::list_accounts;

use crate::App;
use crate::console::accounts::AccountAnswer;
use crate::may::ProvenPlatform;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/operations/accounts", tag = "operations", operation_id = "list_accounts",
    params(PageQuery),
    responses((status = 200, body = List<AccountAnswer>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    page: Page,
) -> Result<Json<List<AccountAnswer>>, Problem> {
    let after = page.after(|text| text.parse().ok())?;
    let views = list_accounts(&app.desk, &may, after, page.limit).await?;
    let place = |last: &AccountView| last.app_id.to_string();
    Ok(Json(page.of(views, place, AccountAnswer::from)))
}
