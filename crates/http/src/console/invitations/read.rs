//! `POST /invitations/read`: what a link asks its reader to accept. It is no `GET`, so that the secret stands in
//! no log.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::colleagues;

use crate::App;
use crate::body::Body;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The link's secret.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct InvitationToken {
    pub(super) token: String,
}

/// An invitation to an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationRead {
    account_name: String,
    account_type: &'static str,
    /// `administrator`, `developer`, `operator` or `analyst`.
    role: &'static str,
    /// Whom it was mailed to.
    email: String,
    /// Whether a member has that address: they sign in and join. Anybody else accepts with a password.
    is_member: bool,
    expires_at: String,
}

#[utoipa::path(post, path = "/invitations/read", tag = "registration", operation_id = "read_invitation",
    request_body = InvitationToken,
    responses((status = 200, body = InvitationRead), (status = 400, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Body(form): Body<InvitationToken>,
) -> Result<Json<InvitationRead>, Problem> {
    let read = colleagues::read_offer(&app.desk, &form.token.into()).await?;
    Ok(Json(InvitationRead {
        account_name: read.account_name,
        account_type: read.account_type.word(),
        role: read.role.word(),
        email: read.email,
        is_member: read.is_member,
        expires_at: rfc3339(read.expires_at),
    }))
}
