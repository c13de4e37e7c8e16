//! `GET /accounts/{app_id}/verification/form`: what was submitted last, to be mended or renewed.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::may::ManageRegister;
use vermilion_service::verification::submitted_form;

use super::VerificationFormBody;
use crate::App;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// What was submitted last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SubmittedVerification {
    /// Nothing before the first.
    form: Option<VerificationFormBody>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/verification/form", tag = "register",
    operation_id = "verification_form",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = SubmittedVerification), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
) -> Result<Json<SubmittedVerification>, Problem> {
    let form = submitted_form(&app.desk, &may).await?.map(VerificationFormBody::from);
    Ok(Json(SubmittedVerification { form }))
}
