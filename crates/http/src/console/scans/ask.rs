//! `POST /scans` and `POST /scans/bind`: a QR code, to sign in or to bind who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::scans::{AskedScan, Purpose, ask_scan};

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A code to be shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScanAsked {
    /// What the QR code holds.
    ticket: String,
    /// What this browser alone holds, and shows when it asks.
    browser: String,
    expires_at: String,
}

impl From<AskedScan> for ScanAsked {
    fn from(asked: AskedScan) -> ScanAsked {
        ScanAsked {
            ticket: asked.ticket.expose().to_owned(),
            browser: asked.browser.expose().to_owned(),
            expires_at: rfc3339(asked.expires_at),
        }
    }
}

pub(crate) mod sign_in {
    //! `POST /scans`

    use super::{App, Json, Problem, Purpose, ScanAsked, State, StatusCode, ask_scan};

    #[utoipa::path(post, path = "/scans", tag = "sessions", operation_id = "ask_scan",
        responses((status = 201, body = ScanAsked)))]
    pub(crate) async fn handler(State(app): State<App>) -> Result<(StatusCode, Json<ScanAsked>), Problem> {
        Ok((StatusCode::CREATED, Json(ask_scan(&app.desk, Purpose::SignIn).await?.into())))
    }
}

pub(crate) mod bind {
    //! `POST /scans/bind`

    use super::{App, Document, Json, Problem, Purpose, ScanAsked, Signed, State, StatusCode, ask_scan};

    #[utoipa::path(post, path = "/scans/bind", tag = "me", operation_id = "ask_scan_to_bind",
        responses((status = 201, body = ScanAsked), (status = 401, body = Document),
            (status = 403, body = Document), (status = 409, body = Document)))]
    pub(crate) async fn handler(
        State(app): State<App>,
        Signed(by): Signed,
    ) -> Result<(StatusCode, Json<ScanAsked>), Problem> {
        Ok((StatusCode::CREATED, Json(ask_scan(&app.desk, Purpose::Bind(by)).await?.into())))
    }
}
