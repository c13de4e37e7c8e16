//! `DELETE /operations/registration-invitations/{id}`

use axum::extract::{Path, State};
use vermilion_service::admission::withdraw_invitation;
use vermilion_service::may::Operate;

use crate::App;
use crate::changed::Done;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/operations/registration-invitations/{id}", tag = "operations",
    operation_id = "withdraw_registration_invitation", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Path(id): Path<String>,
) -> Result<Done, Problem> {
    Ok(Done(withdraw_invitation(&app.desk, &may, &id).await?))
}
