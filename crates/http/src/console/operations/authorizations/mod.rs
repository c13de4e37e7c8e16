//! Authorizations, whoever holds them.

pub(in crate::console) mod list;
pub(in crate::console) mod restore;
pub(in crate::console) mod suspend;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::operations::HeldView;

use crate::when::rfc3339;

/// One authorization without what was written for it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldBody {
    id: String,
    /// Who receives: an AppID.
    receiver: String,
    /// Who gives: `platform`, or an AppID.
    giver: String,
    state: &'static str,
    /// What is in force of it.
    capabilities: Vec<String>,
    effective_since: Option<String>,
    until: Option<String>,
    suspended_at: Option<String>,
}

impl From<HeldView> for HeldBody {
    fn from(view: HeldView) -> HeldBody {
        HeldBody {
            id: view.id.to_string(),
            receiver: view.receiver.to_string(),
            giver: view.giver.map_or_else(|| "platform".to_owned(), |app_id| app_id.to_string()),
            state: view.state.word(),
            capabilities: view.capabilities,
            effective_since: view.effective_since.map(rfc3339),
            until: view.until.map(rfc3339),
            suspended_at: view.suspended_at.map(rfc3339),
        }
    }
}
