//! `POST /accounts/{app_id}/secrets/{number}/leaked`: it dies with its tokens, another takes its place.

use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts::replace_leaked;
use vermilion_service::may::ManageSettings;

use super::fetches::FetchBody;
use crate::App;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The new secret, and what the leaked one did.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReplacedSecret {
    /// The new one's number.
    number: u16,
    /// Its name: the leaked one's.
    name: String,
    /// The new secret itself: shown now and never again.
    secret: String,
    /// The day the leaked one was last used, as its beginning in the platform's zone.
    last_used: Option<String>,
    /// Where it fetched tokens in the last thirty days, the newest hundred records.
    fetches: Vec<FetchBody>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/secrets/{number}/leaked", tag = "secrets",
    operation_id = "replace_leaked_secret",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("number" = String, Path, description = "The secret's number")),
    responses((status = 201, body = ReplacedSecret), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Path((_, number)): Path<(String, String)>,
) -> Result<Changed<ReplacedSecret>, Problem> {
    let done = replace_leaked(&app.desk, &may, &number).await?;
    let name = done.new.name.clone();
    let fetches = done.fetches.into_iter().map(|row| FetchBody::of(row, &name)).collect();
    let body = ReplacedSecret {
        number: done.new.number.0,
        secret: done.new.secret.expose().to_owned(),
        last_used: done.last_used.map(rfc3339),
        fetches,
        name,
    };
    Ok(Changed::created(done.new.seq, body))
}
