//! `GET /accounts/{app_id}/quotas`: what is used and left today.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::See;
use vermilion_service::quotas::{QuotaView, read_quotas};

use super::ClearsBody;
use crate::App;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// An account's quotas of today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuotasBody {
    /// `on`, or `off` when this account's calls are not counted.
    limits: &'static str,
    /// Each call that the account can come to make and that has a limit.
    items: Vec<QuotaBody>,
    /// Clearings of all calls' quotas this month.
    clears: ClearsBody,
    /// Clearings of a single call's.
    single_clears: ClearsBody,
}

/// One call's quota.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuotaBody {
    /// `METHOD:/path`; `force_refresh` for forced stable tokens.
    call: String,
    /// Calls a day.
    daily_limit: Option<u32>,
    /// Calls a minute.
    minute_limit: Option<u32>,
    /// Of today's.
    used: u32,
    /// Of today's; nothing where there is no daily limit.
    left: Option<u32>,
}

impl From<QuotaView> for QuotaBody {
    fn from(view: QuotaView) -> QuotaBody {
        let left = view.left();
        let (daily_limit, minute_limit) = (view.limit.daily, view.limit.minute);
        QuotaBody { call: view.call, daily_limit, minute_limit, used: view.used, left }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/quotas", tag = "calls", operation_id = "see_quotas",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = QuotasBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
) -> Result<Json<QuotasBody>, Problem> {
    let view = read_quotas(&app.desk, &may).await?;
    Ok(Json(QuotasBody {
        limits: view.limits.word(),
        items: view.quotas.into_iter().map(QuotaBody::from).collect(),
        clears: view.clears.into(),
        single_clears: view.single_clears.into(),
    }))
}
