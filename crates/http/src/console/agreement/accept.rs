//! `POST /agreement/accept`: agreeing to a later version.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::body::Body;
use crate::changed::Settled;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// Which.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AcceptAgreement {
    /// The present one, as it was shown.
    version: u32,
}

#[utoipa::path(post, path = "/agreement/accept", tag = "me", operation_id = "accept_agreement",
    request_body = AcceptAgreement,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<AcceptAgreement>,
) -> Result<Settled, Problem> {
    Ok(Settled(members::accept_agreement(&app.desk, by, form.version).await?))
}
