//! `POST /invitations/join`: a signed-in member accepts an invitation to an account.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::colleagues;

use super::read::InvitationToken;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// Where they act from now on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Joined {
    pub(super) app_id: String,
    /// `administrator`, `developer`, `operator` or `analyst`.
    pub(super) role: &'static str,
}

#[utoipa::path(post, path = "/invitations/join", tag = "members", operation_id = "join_account",
    request_body = InvitationToken,
    responses((status = 200, body = Joined), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<InvitationToken>,
) -> Result<Changed<Joined>, Problem> {
    let (seq, app_id, role) = colleagues::accept_as_member(&app.desk, by, &form.token.into()).await?;
    Ok(Changed::ok(seq, Joined { app_id: app_id.to_string(), role: role.word() }))
}
