//! `DELETE /accounts/{app_id}/invitations/{id}`: the link works no more.

use axum::extract::{Path, State};
use vermilion_service::colleagues::withdraw_offer;
use vermilion_service::may::ManageMembers;

use crate::App;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/accounts/{app_id}/invitations/{id}", tag = "members",
    operation_id = "withdraw_invitation",
    params(("app_id" = String, Path, description = "The account's AppID"), ("id" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageMembers>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Done, Problem> {
    Ok(Done(withdraw_offer(&app.desk, &may, &id).await?))
}
