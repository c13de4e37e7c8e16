//! `POST /accounts/{app_id}/secrets/unfreeze`: 解冻: the secrets work again.

use axum::extract::State;
use vermilion_service::accounts;
use vermilion_service::may::ManageSettings;

use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/secrets/unfreeze", tag = "secrets",
    operation_id = "unfreeze_secrets",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Done, Problem> {
    Ok(Done(accounts::unfreeze_secrets(&app.desk, &may).await?))
}
