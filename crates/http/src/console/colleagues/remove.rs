//! `DELETE /accounts/{app_id}/members/{id}`: somebody acts in the account no more.

use axum::extract::{Path, State};
use vermilion_service::colleagues::remove_colleague;
use vermilion_service::may::ManageMembers;

use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/accounts/{app_id}/members/{id}", tag = "members",
    operation_id = "remove_member",
    params(("app_id" = String, Path, description = "The account's AppID"), ("id" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageMembers>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Done, Problem> {
    Ok(Done(remove_colleague(&app.desk, &may, &id).await?))
}
