//! `POST /accounts/{app_id}/leave`: one acts in the account no more.

use axum::extract::State;
use vermilion_service::colleagues::leave_account;
use vermilion_service::may::See;

use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/accounts/{app_id}/leave", tag = "members", operation_id = "leave_account",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 204), (status = 401, body = Document), (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(State(app): State<App>, Proven(may): Proven<See>) -> Result<Done, Problem> {
    Ok(Done(leave_account(&app.desk, &may).await?))
}
