//! `GET /accounts/{app_id}/verification`

use axum::Json;
use axum::extract::State;
use vermilion_service::may::See;
use vermilion_service::verification::read_verification;

use super::VerificationBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/verification", tag = "register", operation_id = "verification",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = VerificationBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Lang(lang): Lang,
) -> Result<Json<VerificationBody>, Problem> {
    Ok(Json(VerificationBody::of(read_verification(&app.desk, &may).await?, lang)))
}
