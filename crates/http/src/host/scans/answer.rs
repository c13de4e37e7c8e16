//! `POST /host/v1/scans/answer`

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::scans::{ScanAnswer, answer_scan};
use vermilion_service::{Failure, Kind};

use crate::App;
use crate::body::Body;
use crate::host::caller::Host;
use crate::problem::{Document, Problem};

/// Who said what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerScan {
    /// What the QR code holds.
    ticket: String,
    /// The user's id: of who scanned it.
    user: String,
    /// `confirmed` or `refused`.
    answer: String,
}

#[utoipa::path(post, path = "/scans/answer", tag = "scans", operation_id = "answer_scan",
    request_body = AnswerScan,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Host(by): Host,
    Body(form): Body<AnswerScan>,
) -> Result<StatusCode, Problem> {
    let answer = match form.answer.as_str() {
        "confirmed" => ScanAnswer::Confirmed,
        "refused" => ScanAnswer::Refused,
        _ => return Err(Failure::field("/answer", "unknown").into()),
    };
    let user = form.user.parse().map_err(|_| Failure::Missing(Kind::User))?;
    answer_scan(&app.desk, by, (&form.ticket.into(), user), answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
