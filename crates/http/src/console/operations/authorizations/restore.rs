//! `POST /operations/authorizations/{id}/restore`: lets it work again.

use axum::extract::{Path, State};
use vermilion_service::Kind;
use vermilion_service::may::Operate;
use vermilion_service::operations::restore_authorization;

use super::HeldBody;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::operations::accounts::StandingChange;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/operations/authorizations/{id}/restore", tag = "operations",
    operation_id = "restore_authorization", params(("id" = String, Path)), request_body = StandingChange,
    responses((status = 200, body = HeldBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
    Body(why): Body<StandingChange>,
) -> Result<Changed<HeldBody>, Problem> {
    let id = path::id(&id, Kind::Authorization)?;
    let (seq, view) = restore_authorization(&app.desk, &may, id, &why.reason).await?;
    Ok(Changed::ok(seq, view.into()))
}
