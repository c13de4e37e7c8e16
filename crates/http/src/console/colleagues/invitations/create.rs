//! `POST /accounts/{app_id}/invitations`: the link goes by mail to whom it invites, and to nobody else.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::colleagues::offer_membership;
use vermilion_service::may::ManageMembers;

use super::list::InvitationItem;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// Whom, and to become what.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct InviteMember {
    email: String,
    /// `administrator`, `developer`, `operator` or `analyst`.
    role: String,
}

#[utoipa::path(post, path = "/accounts/{app_id}/invitations", tag = "members", operation_id = "invite_member",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = InviteMember,
    responses((status = 201, body = InvitationItem), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageMembers>,
    Lang(language): Lang,
    Body(form): Body<InviteMember>,
) -> Result<Changed<InvitationItem>, Problem> {
    let (seq, offer) = offer_membership(&app.desk, &may, (&form.email, &form.role), language).await?;
    Ok(Changed::created(seq, offer.into()))
}
