//! `POST /accounts/{app_id}/verification/preflight`: everything a machine can see is wrong with the form.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::ManageRegister;
use vermilion_service::verification::preflight_verification;

use super::VerificationFormBody;
use crate::App;
use crate::body::Body;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Field, Problem};

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationFindings {
    /// Nothing here: it can be submitted.
    findings: Vec<Field>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/verification/preflight", tag = "register",
    operation_id = "preflight_verification",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = VerificationFormBody,
    responses((status = 200, body = VerificationFindings), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Lang(lang): Lang,
    Body(form): Body<VerificationFormBody>,
) -> Result<Json<VerificationFindings>, Problem> {
    let found = preflight_verification(&app.desk, &may, &form.into()).await?;
    Ok(Json(VerificationFindings { findings: found.iter().map(|fault| Field::of(fault, lang)).collect() }))
}
