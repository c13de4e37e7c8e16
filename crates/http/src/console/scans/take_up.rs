//! `POST /scans/state`: how far a code has come; what was confirmed is taken up with the answer, once.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::scans::{TakenUp, take_up_scan};

use crate::App;
use crate::body::Body;
use crate::console::cookie::{SetCookie, keep};
use crate::console::member::MemberAnswer;
use crate::problem::{Document, Problem};

/// Which code, and that it is this browser's.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ScanHeld {
    ticket: String,
    browser: String,
}

/// How far it has come.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScanProgress {
    /// `waiting`, `shown`, `refused`, `signed_in` (the session's cookie comes with it) or `bound`.
    state: &'static str,
    /// Who signed in.
    member: Option<MemberAnswer>,
}

#[utoipa::path(post, path = "/scans/state", tag = "sessions", operation_id = "scan_state",
    request_body = ScanHeld,
    responses((status = 200, body = ScanProgress), (status = 400, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<ScanHeld>,
) -> Result<(SetCookie, Json<ScanProgress>), Problem> {
    let taken = take_up_scan(&app.desk, &form.ticket.into(), &form.browser.into()).await?;
    let (state, member, session) = match taken {
        TakenUp::State(state) => (state.word(), None, None),
        TakenUp::Session(member, session) => ("signed_in", Some(member.into()), Some(session)),
        TakenUp::Bound => ("bound", None, None),
    };
    Ok((keep(&headers, session.as_ref()), Json(ScanProgress { state, member })))
}
