//! `/accounts/{app_id}/bindings`: the accounts bound to an open-platform account 开放平台账号.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts::{BoundAccount, bind_account, list_bindings, unbind_account};
use vermilion_service::may::{ManageRegister, See};

use super::AccountAnswer;
use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A bound account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Binding {
    account: AccountAnswer,
    since: String,
}

impl From<BoundAccount> for Binding {
    fn from(bound: BoundAccount) -> Binding {
        Binding { account: bound.account.into(), since: rfc3339(bound.since) }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/bindings", tag = "accounts", operation_id = "list_bindings",
    params(("app_id" = String, Path, description = "The open-platform account's AppID"), PageQuery),
    responses((status = 200, body = List<Binding>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn list(
    State(app): State<App>,
    Proven(may): Proven<See>,
    page: Page,
) -> Result<Json<List<Binding>>, Problem> {
    let after = page.after(|text| text.parse().ok())?;
    let bound = list_bindings(&app.desk, &may, after, page.limit).await?;
    Ok(Json(page.of(bound, |last| last.account.app_id.to_string(), Binding::from)))
}

#[utoipa::path(put, path = "/accounts/{app_id}/bindings/{bound}", tag = "accounts",
    operation_id = "bind_account",
    params(("app_id" = String, Path, description = "The open-platform account's AppID"),
        ("bound" = String, Path, description = "The AppID to bind, in which the caller has the same right")),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn bind(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Path((_, bound)): Path<(String, String)>,
) -> Result<Done, Problem> {
    Ok(Done(bind_account(&app.desk, &may, &bound).await?))
}

#[utoipa::path(delete, path = "/accounts/{app_id}/bindings/{bound}", tag = "accounts",
    operation_id = "unbind_account",
    params(("app_id" = String, Path, description = "The open-platform account's AppID"),
        ("bound" = String, Path, description = "The bound AppID")),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn unbind(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Path((_, bound)): Path<(String, String)>,
) -> Result<Done, Problem> {
    Ok(Done(unbind_account(&app.desk, &may, &bound).await?))
}
