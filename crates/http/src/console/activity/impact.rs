//! `GET /accounts/{app_id}/authorizations/{id}/impact`: what a revocation would stop.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::Kind;
use vermilion_service::activity::{CapabilityImpact, read_impact};
use vermilion_service::may::See;

use crate::App;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

/// What would stop.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImpactBody {
    /// How many days were looked at, today included.
    days: u32,
    /// Each capability that is in force by this authorization.
    items: Vec<CapabilityImpactBody>,
    /// Calls answered of which none would be allowed any more.
    calls: u64,
    /// Users that those calls were about.
    users: u64,
}

/// One capability's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CapabilityImpactBody {
    capability: String,
    /// Calls answered that it opens.
    calls: u64,
    /// Users that those calls were about.
    users: u64,
    /// The account would keep it: it has it from the start, or by another authorization.
    kept: bool,
}

impl From<CapabilityImpact> for CapabilityImpactBody {
    fn from(one: CapabilityImpact) -> CapabilityImpactBody {
        let CapabilityImpact { capability, calls, users, kept } = one;
        CapabilityImpactBody { capability, calls, users, kept }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/authorizations/{id}/impact", tag = "authorizations",
    operation_id = "see_impact",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The authorization")),
    responses((status = 200, body = ImpactBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<ImpactBody>, Problem> {
    let view = read_impact(&app.desk, &may, path::id(&id, Kind::Authorization)?).await?;
    Ok(Json(ImpactBody {
        days: view.days,
        items: view.capabilities.into_iter().map(CapabilityImpactBody::from).collect(),
        calls: view.calls,
        users: view.users,
    }))
}
