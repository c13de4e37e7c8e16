//! `POST /host/v1/scans/show`

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::scans::show_scan;
use vermilion_service::{Failure, Kind};

use crate::App;
use crate::body::Body;
use crate::host::caller::Host;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Who scanned what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShowScan {
    /// What the QR code holds.
    ticket: String,
    /// The user's id.
    user: String,
}

/// What to ask the user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScanShown {
    /// `sign_in` or `bind`.
    purpose: String,
    expires_at: String,
}

#[utoipa::path(post, path = "/scans/show", tag = "scans", operation_id = "show_scan", request_body = ShowScan,
    responses((status = 200, body = ScanShown), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Host(by): Host,
    Body(form): Body<ShowScan>,
) -> Result<Json<ScanShown>, Problem> {
    let user = form.user.parse().map_err(|_| Failure::Missing(Kind::User))?;
    let shown = show_scan(&app.desk, by, &form.ticket.into(), user).await?;
    Ok(Json(ScanShown { purpose: shown.purpose, expires_at: rfc3339(shown.expires_at) }))
}
