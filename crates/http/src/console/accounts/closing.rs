//! `POST /accounts/{app_id}/closing` begins to close the account, `DELETE …` keeps it after all.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::accounts::{close_account, keep_account};
use vermilion_service::may::ManageRegister;

use super::AccountAnswer;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// Typed to confirm.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseAccount {
    /// The account's name.
    name: String,
}

impl std::fmt::Debug for CloseAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CloseAccount(..)")
    }
}

#[utoipa::path(post, path = "/accounts/{app_id}/closing", tag = "accounts", operation_id = "close_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = CloseAccount,
    responses((status = 200, body = AccountAnswer), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn close(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Body(typed): Body<CloseAccount>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let (seq, account) = close_account(&app.desk, &may, &typed.name).await?;
    Ok(Changed::ok(seq, account.into()))
}

#[utoipa::path(delete, path = "/accounts/{app_id}/closing", tag = "accounts", operation_id = "keep_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = AccountAnswer), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn keep(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let (seq, account) = keep_account(&app.desk, &may).await?;
    Ok(Changed::ok(seq, account.into()))
}
