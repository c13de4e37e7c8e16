//! `GET /operations/registration-invitations`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::admission::{InvitationView, list_invitations};
use vermilion_service::may::Operate;

use crate::App;
use crate::may::ProvenPlatform;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// An invitation to register; its code was shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationInvitation {
    id: String,
    /// `open`, `used_up`, `expired` or `withdrawn`.
    state: &'static str,
    /// What operators know it by; gone once it is used up or taken back.
    note: Option<String>,
    /// The only address that may register by it; gone likewise.
    email: Option<String>,
    /// How many may register by it.
    uses: u32,
    /// How many did.
    used: u32,
    created_at: String,
    expires_at: String,
}

impl From<InvitationView> for RegistrationInvitation {
    fn from(view: InvitationView) -> RegistrationInvitation {
        RegistrationInvitation {
            id: view.invitation.to_string(),
            state: view.state.word(),
            note: view.note,
            email: view.email,
            uses: view.uses,
            used: view.used,
            created_at: rfc3339(view.created_at),
            expires_at: rfc3339(view.expires_at),
        }
    }
}

#[utoipa::path(get, path = "/operations/registration-invitations", tag = "operations",
    operation_id = "list_registration_invitations", params(PageQuery),
    responses((status = 200, body = List<RegistrationInvitation>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    page: Page,
) -> Result<Json<List<RegistrationInvitation>>, Problem> {
    let after = page.after(|text| text.parse().ok())?;
    let found = list_invitations(&app.desk, &may, (after, page.limit)).await?;
    Ok(Json(page.of(found, |last| last.invitation.to_string(), RegistrationInvitation::from)))
}
