//! `GET /accounts/{app_id}/invitations`: those that wait.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::colleagues::{Offer, list_offers};
use vermilion_service::may::ManageMembers;

use crate::App;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// An invitation that waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationItem {
    id: String,
    email: String,
    /// `administrator`, `developer`, `operator` or `analyst`.
    role: &'static str,
    created_at: String,
    expires_at: String,
}

impl From<Offer> for InvitationItem {
    fn from(offer: Offer) -> InvitationItem {
        InvitationItem {
            id: offer.invitation.to_string(),
            email: offer.email,
            role: offer.role.word(),
            created_at: rfc3339(offer.created_at),
            expires_at: rfc3339(offer.expires_at),
        }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/invitations", tag = "members", operation_id = "list_invitations",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = List<InvitationItem>), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageMembers>,
) -> Result<Json<List<InvitationItem>>, Problem> {
    let offers = list_offers(&app.desk, &may).await?;
    Ok(Json(List::whole(offers.into_iter().map(InvitationItem::from).collect())))
}
