//! `GET` and `PUT /accounts/{app_id}/settings/allow-list`: from where secrets may fetch tokens.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::AllowList;
use vermilion_service::may::ManageSettings;
use vermilion_service::settings::{AllowListForm, Versioned, read_allow_list, set_allow_list};

use super::saved;
use crate::App;
use crate::body::Body;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::version::{IfMatch, Tagged};
use crate::when::rfc3339;

/// The list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AllowListBody {
    /// `off`, `audit` (others are let through and noted) or `enforce` (others are refused, 40164).
    mode: &'static str,
    /// Addresses and ranges.
    networks: Vec<String>,
    /// Nothing where it was never set.
    saved_at: Option<String>,
}

impl From<Versioned<AllowList>> for AllowListBody {
    fn from(held: Versioned<AllowList>) -> AllowListBody {
        AllowListBody {
            mode: held.value.mode.word(),
            networks: held.value.networks.iter().map(ToString::to_string).collect(),
            saved_at: held.saved_at.map(rfc3339),
        }
    }
}

/// The list, as typed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SetAllowList {
    /// `off`, `audit` or `enforce`.
    mode: String,
    /// Such as `203.0.113.8`, `203.0.113.0/24`, `2001:db8::/32`; at most 200.
    networks: Vec<String>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/settings/allow-list", tag = "settings",
    operation_id = "see_allow_list", params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = AllowListBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn see(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Tagged<AllowListBody>, Problem> {
    let held = read_allow_list(&app.desk, &may).await?;
    Ok(Tagged { status: StatusCode::OK, version: held.version, body: held.into() })
}

#[utoipa::path(put, path = "/accounts/{app_id}/settings/allow-list", tag = "settings",
    operation_id = "set_allow_list",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("If-Match" = String, Header, description = "The version that was on the screen, quoted")),
    request_body = SetAllowList,
    responses((status = 200, body = AllowListBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 412, body = Document), (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    IfMatch(version): IfMatch,
    Body(typed): Body<SetAllowList>,
) -> Result<Response, Problem> {
    let form = AllowListForm { mode: typed.mode, networks: typed.networks };
    let (seq, held) = set_allow_list(&app.desk, &may, version, form).await?;
    Ok(saved(seq, held.version, AllowListBody::from(held)))
}
