//! `POST /verifications`: a code to an address. The answer never says who is registered.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::body::Body;
use crate::language::Lang;
use crate::problem::{Document, Problem};

/// Where to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendVerification {
    /// `email` or `sms`.
    #[serde(default)]
    channel: String,
    #[serde(default)]
    address: String,
}

/// Nothing: what was sent stands in the message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationSent {}

#[utoipa::path(post, path = "/verifications", tag = "registration", operation_id = "send_verification",
    request_body = SendVerification,
    responses((status = 202, body = VerificationSent), (status = 400, body = Document),
        (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Lang(language): Lang,
    Body(body): Body<SendVerification>,
) -> Result<(StatusCode, Json<VerificationSent>), Problem> {
    members::send_verification(&app.desk, &body.channel, &body.address, language).await?;
    Ok((StatusCode::ACCEPTED, Json(VerificationSent {})))
}

#[cfg(test)]
#[path = "verifications_tests.rs"]
mod tests;
