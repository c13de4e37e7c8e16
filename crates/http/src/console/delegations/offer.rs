//! `POST /accounts/{app_id}/delegations`: 委托, confirmed by the giver; it waits for the receiver.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::delegations::offer_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::form::FormBody;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// What is handed to whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferForm {
    /// `account_name` and `account_type` are the receiver's; evidence is not asked for.
    pub(super) form: FormBody,
}

#[utoipa::path(post, path = "/accounts/{app_id}/delegations", tag = "delegations", operation_id = "offer_delegation",
    params(("app_id" = String, Path, description = "The giving account's AppID")),
    request_body = OfferForm,
    responses((status = 201, body = DelegationBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 413, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Lang(lang): Lang,
    Body(offer): Body<OfferForm>,
) -> Result<Changed<DelegationBody>, Problem> {
    let (seq, view) = offer_delegation(&app.desk, &may, offer.form.into()).await?;
    Ok(Changed::created(seq, DelegationBody::short(view, lang)))
}
