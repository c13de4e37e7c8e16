//! `POST /accounts/{app_id}/verification`: asks for it.

use axum::extract::State;
use vermilion_service::may::ManageRegister;
use vermilion_service::verification::submit_verification;

use super::{VerificationBody, VerificationFormBody};
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/verification", tag = "register",
    operation_id = "submit_verification",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = VerificationFormBody,
    responses((status = 201, body = VerificationBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Lang(lang): Lang,
    Body(form): Body<VerificationFormBody>,
) -> Result<Changed<VerificationBody>, Problem> {
    let (seq, view) = submit_verification(&app.desk, &may, &form.into()).await?;
    Ok(Changed::created(seq, VerificationBody::of(view, lang)))
}
