//! `POST /accounts/{app_id}/delegations/preflight`: everything that is wrong with an offer, at once.

use axum::Json;
use axum::extract::State;
use vermilion_service::delegations::preflight_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::offer::OfferForm;
use crate::App;
use crate::body::Body;
use crate::console::drafts::preflight::{Preflight, rendered};
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/preflight", tag = "delegations",
    operation_id = "preflight_delegation",
    params(("app_id" = String, Path, description = "The giving account's AppID")),
    request_body = OfferForm,
    responses((status = 200, body = Preflight),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 413, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Lang(lang): Lang,
    Body(offer): Body<OfferForm>,
) -> Result<Json<Preflight>, Problem> {
    let found = preflight_delegation(&app.desk, &may, &offer.form.into()).await?;
    Ok(Json(rendered(&found, lang)))
}
