//! `POST /accounts/{app_id}/verification/withdraw`

use axum::extract::State;
use vermilion_service::may::ManageRegister;
use vermilion_service::verification::withdraw_verification;

use super::VerificationBody;
use crate::App;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/verification/withdraw", tag = "register",
    operation_id = "withdraw_verification",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = VerificationBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Lang(lang): Lang,
) -> Result<Changed<VerificationBody>, Problem> {
    let (seq, view) = withdraw_verification(&app.desk, &may).await?;
    Ok(Changed::ok(seq, VerificationBody::of(view, lang)))
}
