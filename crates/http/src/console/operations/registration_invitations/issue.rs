//! `POST /operations/registration-invitations`

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::admission::{WantedInvitation, issue_invitation};
use vermilion_service::may::Operate;

use super::list::RegistrationInvitation;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::language::Lang;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Whom, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IssueInvitation {
    /// What operators know it by, at most 60 characters.
    note: String,
    /// How many may register by it, 1 to 1,000; 1 where it is for one address.
    uses: u32,
    /// For how many days, 1 to 365.
    days: u32,
    /// The only address that may register by it; the link is mailed there.
    email: String,
}

impl Default for IssueInvitation {
    fn default() -> IssueInvitation {
        IssueInvitation { note: String::new(), uses: 1, days: 7, email: String::new() }
    }
}

/// An invitation, with what is shown now and never again.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationIssued {
    invitation: RegistrationInvitation,
    /// Typed into the registration form, by whoever does not follow the link.
    code: String,
    /// The registration page, with the code behind `#`.
    link: String,
}

#[utoipa::path(post, path = "/operations/registration-invitations", tag = "operations",
    operation_id = "issue_registration_invitation", request_body = IssueInvitation,
    responses((status = 201, body = InvitationIssued), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Lang(language): Lang,
    Body(form): Body<IssueInvitation>,
) -> Result<Changed<InvitationIssued>, Problem> {
    let IssueInvitation { note, uses, days, email } = form;
    let wanted = WantedInvitation { note, uses, days, email };
    let done = issue_invitation(&app.desk, &may, &wanted, language).await?;
    let (code, link) = (done.code.expose().to_owned(), done.link.expose().to_owned());
    Ok(Changed::created(done.seq, InvitationIssued { invitation: done.invitation.into(), code, link }))
}
