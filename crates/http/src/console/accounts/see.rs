//! `GET /accounts/{app_id}`: an account's own page.

use axum::Json;
use axum::extract::State;
use vermilion_service::accounts;
use vermilion_service::may::See;

use super::AccountAnswer;
use crate::App;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}", tag = "accounts", operation_id = "account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = AccountAnswer), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
) -> Result<Json<AccountAnswer>, Problem> {
    Ok(Json(accounts::see_account(&app.desk, &may).await?.into()))
}
