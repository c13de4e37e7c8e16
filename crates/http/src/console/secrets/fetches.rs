//! `GET /accounts/{app_id}/token-fetches`: who took the account's tokens.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::{SecretNo, TokenKind};
use vermilion_service::accounts::{FetchPlace, FetchRow, read_fetches, secret_names};
use vermilion_service::may::ManageSettings;

use crate::App;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Who fetched tokens within twenty seconds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FetchBody {
    /// `token` or `stable_token`.
    kind: &'static str,
    /// Whether the token before was ended by it.
    forced: bool,
    /// The secret's number.
    secret: u16,
    /// What the owner calls it; empty when it is not among the newest hundred.
    secret_name: String,
    /// The caller's address.
    address: String,
    /// How often.
    count: u32,
    /// The first time.
    first_at: String,
    /// The last time.
    last_at: String,
}

impl FetchBody {
    pub(in crate::console) fn of(row: FetchRow, secret_name: &str) -> FetchBody {
        FetchBody {
            kind: if row.kind == TokenKind::Stable { "stable_token" } else { "token" },
            forced: row.forced,
            secret: row.secret.0,
            secret_name: secret_name.to_owned(),
            address: row.address,
            count: row.count,
            first_at: rfc3339(row.first_at),
            last_at: rfc3339(row.last_at),
        }
    }
}

/// The name of a secret, from those known.
pub(in crate::console) fn name_of(names: &[(SecretNo, String)], secret: SecretNo) -> &str {
    names.iter().find(|(no, _)| *no == secret).map_or("", |(_, name)| name.as_str())
}

#[utoipa::path(get, path = "/accounts/{app_id}/token-fetches", tag = "secrets",
    operation_id = "list_token_fetches",
    params(("app_id" = String, Path, description = "The account's AppID"), PageQuery),
    responses((status = 200, body = List<FetchBody>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    page: Page,
) -> Result<Json<List<FetchBody>>, Problem> {
    let rows = read_fetches(&app.desk, &may, page.after(read_place)?, page.limit).await?;
    let names = secret_names(&app.desk, &may).await?;
    let body = |row: FetchRow| {
        let name = name_of(&names, row.secret).to_owned();
        FetchBody::of(row, &name)
    };
    Ok(Json(page.of(rows, place, body)))
}

fn place(row: &FetchRow) -> String {
    let (kind, forced) = (row.kind.number(), u8::from(row.forced));
    format!("{}_{kind}_{}_{forced}_{}", row.step, row.secret.0, row.address)
}

fn read_place(text: &str) -> Option<FetchPlace> {
    let mut parts = text.splitn(5, '_');
    Some(FetchPlace {
        step: parts.next()?.parse().ok()?,
        kind: parts.next()?.parse().ok()?,
        secret: SecretNo(parts.next()?.parse().ok()?),
        forced: parts.next()?.parse().ok()?,
        address: parts.next()?.to_owned(),
    })
}
