//! `GET /accounts/{app_id}/delegations/{id}`: one delegation with every revision.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::delegations::read_delegation;
use vermilion_service::may::See;

use super::DelegationBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/delegations/{id}", tag = "delegations", operation_id = "see_delegation",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The delegation")),
    responses((status = 200, body = DelegationBody),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<DelegationBody>, Problem> {
    let view = read_delegation(&app.desk, &may, path::id(&id, Kind::Authorization)?).await?;
    Ok(Json(DelegationBody::whole(view, lang)))
}
