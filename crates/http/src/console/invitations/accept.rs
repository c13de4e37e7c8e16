//! `POST /invitations/accept`: the link's reader becomes a member, of the platform or of an account.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::colleagues::accept_as_new;
use vermilion_service::members::{self, Acceptance};
use vermilion_service::{Failure, Kind};

use super::join::Joined;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::console::cookie::{SetCookie, keep};
use crate::console::member::MemberAnswer;
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
    /// `reviewer`, `operator` or `auditor`; nothing where the invitation was to an account.
    platform_role: Option<&'static str>,
    /// The account; nothing where the invitation was to the platform.
    account: Option<Joined>,
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
    match members::accept_invitation(&app.desk, &typed).await {
        Ok(done) => {
            let platform_role = Some(done.role.word());
            let body = InvitationAccepted { member: done.member.into(), platform_role, account: None };
            Ok((keep(&headers, done.session.as_ref()), Changed::created(done.seq, body)))
        }
        Err(Failure::Missing(Kind::Invitation)) => {
            let done = accept_as_new(&app.desk, &typed).await?;
            let account = Some(Joined { app_id: done.app_id.to_string(), role: done.role.word() });
            let body = InvitationAccepted { member: done.member.into(), platform_role: None, account };
            Ok((keep(&headers, done.session.as_ref()), Changed::created(done.seq, body)))
        }
        Err(failure) => Err(failure.into()),
    }
}
