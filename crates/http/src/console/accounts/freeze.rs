//! `POST /accounts/{app_id}/freeze` and `…/unfreeze`: 冻结 and 解冻 by the owner.

use axum::extract::State;
use vermilion_service::accounts::{freeze_account, unfreeze_account};
use vermilion_service::may::ManageRegister;

use super::AccountAnswer;
use crate::App;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/freeze", tag = "accounts", operation_id = "freeze_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = AccountAnswer), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn freeze(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let (seq, account) = freeze_account(&app.desk, &may).await?;
    Ok(Changed::ok(seq, account.into()))
}

#[utoipa::path(post, path = "/accounts/{app_id}/unfreeze", tag = "accounts", operation_id = "unfreeze_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = AccountAnswer), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn unfreeze(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let (seq, account) = unfreeze_account(&app.desk, &may).await?;
    Ok(Changed::ok(seq, account.into()))
}
