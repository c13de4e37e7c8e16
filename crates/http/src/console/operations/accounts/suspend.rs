//! `POST /operations/accounts/{app_id}/suspend`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vermilion_service::may::Operate;
use vermilion_service::operations::suspend_account;

use super::StandingChange;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::accounts::AccountAnswer;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/operations/accounts/{app_id}/suspend", tag = "operations",
    operation_id = "suspend_account", params(("app_id" = String, Path)), request_body = StandingChange,
    responses((status = 200, body = AccountAnswer), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(app_id): Path<String>,
    Body(why): Body<StandingChange>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let (seq, account) = suspend_account(&app.desk, &may, &app_id, &why.reason).await?;
    Ok(Changed { status: StatusCode::OK, seq, body: account.into() })
}
