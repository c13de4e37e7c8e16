//! `GET /operations/accounts`

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_model::{AccountType, Standing};
use vermilion_service::may::Operate;
use vermilion_service::operations::{WhichAccounts, list_accounts};

use crate::App;
use crate::console::accounts::AccountAnswer;
use crate::may::ProvenPlatform;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

/// Which accounts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// `good`, `frozen`, `closing`, `suspended` or `closed`.
    standing: Option<String>,
    /// Such as `mini_program`.
    account_type: Option<String>,
    /// An AppID, a name, or how a name begins.
    name: Option<String>,
}

fn which(query: Which) -> Result<WhichAccounts, Problem> {
    let malformed = |pointer: &str| Problem::Malformed(pointer.to_owned());
    let standing =
        query.standing.map(|word| Standing::from_word(&word).ok_or_else(|| malformed("/standing")));
    let account_type = query
        .account_type
        .map(|word| AccountType::from_word(&word).ok_or_else(|| malformed("/account_type")));
    Ok(WhichAccounts {
        standing: standing.transpose()?,
        account_type: account_type.transpose()?,
        name: query.name.filter(|name| !name.trim().is_empty()),
    })
}

#[utoipa::path(get, path = "/operations/accounts", tag = "operations", operation_id = "list_accounts",
    params(Which, PageQuery),
    responses((status = 200, body = List<AccountAnswer>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    page: Page,
    query: Result<Query<Which>, QueryRejection>,
) -> Result<Json<List<AccountAnswer>>, Problem> {
    let Query(query) = query.map_err(|_| Problem::Malformed("/standing".to_owned()))?;
    let after = page.after(|text| text.parse().ok())?;
    let limit = usize::try_from(page.limit).unwrap_or(1);
    let found = list_accounts(&app.desk, &may, &which(query)?, (after, limit)).await?;
    let items = found.accounts.into_iter().map(AccountAnswer::from).collect();
    Ok(Json(List { items, next: found.next.map(|app_id| app_id.to_string()) }))
}
