//! `POST …/delegations/{id}/give-up`: 减少功能, by either side, at once.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::delegations::give_up_delegated;
use vermilion_service::may::ManageAuthorizations;

use super::DelegationBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::authorizations::give_up::GiveUp;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/delegations/{id}/give-up", tag = "delegations",
    operation_id = "give_up_delegated",
    params(("app_id" = String, Path, description = "Either account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    request_body = GiveUp,
    responses((status = 200, body = DelegationBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
    Body(given_up): Body<GiveUp>,
) -> Result<Changed<DelegationBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = give_up_delegated(&app.desk, &may, id, &given_up.capabilities).await?;
    Ok(Changed::ok(seq, DelegationBody::short(view, lang)))
}
