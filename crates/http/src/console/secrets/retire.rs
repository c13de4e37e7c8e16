//! `DELETE /accounts/{app_id}/secrets/{number}`: one secret stops working while others do not.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_service::accounts;
use vermilion_service::may::ManageSettings;

use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// What becomes of its tokens.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RetireSecret {
    /// `live_on` or `end_too`.
    #[serde(default)]
    tokens: String,
}

#[utoipa::path(delete, path = "/accounts/{app_id}/secrets/{number}", tag = "secrets",
    operation_id = "retire_secret",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("number" = String, Path, description = "The secret's number"), RetireSecret),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Path((_, number)): Path<(String, String)>,
    query: Result<Query<RetireSecret>, QueryRejection>,
) -> Result<Done, Problem> {
    let Query(query) = query.map_err(|_| Problem::Malformed("/tokens".to_owned()))?;
    Ok(Done(accounts::retire_secret(&app.desk, &may, &number, &query.tokens).await?))
}
