//! `POST /invitations/accept`: the link's reader becomes a member with a platform role.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members::{self, Acceptance};

use super::cookie::{SetCookie, keep};
use super::member::MemberAnswer;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AcceptInvitation {
    /// The link's secret.
    token: String,
    #[schema(format = Password)]
    password: String,
    /// What the person is called.
    name: String,
}

/// Who came of it; the session's cookie comes with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationAccepted {
    member: MemberAnswer,
    /// `reviewer`, `operator` or `auditor`.
    platform_role: &'static str,
}

#[utoipa::path(post, path = "/invitations/accept", tag = "registration", operation_id = "accept_invitation",
    request_body = AcceptInvitation,
    responses((status = 201, body = InvitationAccepted), (status = 400, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<AcceptInvitation>,
) -> Result<(SetCookie, Changed<InvitationAccepted>), Problem> {
    let typed = Acceptance { token: form.token.into(), password: form.password.into(), name: form.name };
    let done = members::accept_invitation(&app.desk, typed).await?;
    let body = InvitationAccepted { member: done.member.into(), platform_role: done.role.word() };
    Ok((keep(&headers, done.session.as_ref()), Changed::created(done.seq, body)))
}

#[cfg(test)]
#[path = "invitations_tests.rs"]
mod tests;
