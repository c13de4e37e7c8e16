//! `POST …/delegations/{id}/withdraw`: the giver takes back what waits, for the receiver or for a reviewer.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::delegations::withdraw_delegation;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/{id}/withdraw", tag = "delegations",
    operation_id = "withdraw_delegation",
    params(("app_id" = String, Path, description = "The giving account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    responses((status = 200, body = DelegationBody),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Changed<DelegationBody>, Problem> {
    let (seq, view) = withdraw_delegation(&app.desk, &may, path::id(&id, Kind::Authorization)?).await?;
    Ok(Changed::ok(seq, DelegationBody::short(view, lang)))
}
