//! `GET /accounts/{app_id}/authorizations/{id}`: one authorization with every submission.

use axum::Json;
use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::authorizations::read_authorization;
use vermilion_service::may::See;

use super::AuthorizationBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(get, path = "/accounts/{app_id}/authorizations/{id}", tag = "authorizations", operation_id = "see_authorization",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("id" = String, Path, description = "The authorization")),
    responses((status = 200, body = AuthorizationBody),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, id)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<AuthorizationBody>, Problem> {
    let view = read_authorization(&app.desk, &may, path::id(&id, Kind::Authorization)?).await?;
    Ok(Json(AuthorizationBody::whole(view, lang)))
}
