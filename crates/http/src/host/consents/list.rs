//! `GET /host/v1/users/{id}/consents`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::hosts::{Consent, list_consents};

use crate::App;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Everything a user ever allowed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsentList {
    items: Vec<ConsentItem>,
}

/// One scope of one mini program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsentItem {
    app_id: String,
    scope: &'static str,
    notice: u32,
    granted_at: String,
    withdrawn_at: Option<String>,
}

impl From<Consent> for ConsentItem {
    fn from(consent: Consent) -> ConsentItem {
        ConsentItem {
            app_id: consent.app_id.to_string(),
            scope: consent.scope.name(),
            notice: consent.notice,
            granted_at: rfc3339(consent.granted_at),
            withdrawn_at: consent.withdrawn_at.map(rfc3339),
        }
    }
}

#[utoipa::path(get, path = "/users/{id}/consents", tag = "consents", operation_id = "list_consents",
    params(("id" = String, Path)), responses(
        (status = 200, body = ConsentList), (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
) -> Result<Json<ConsentList>, Problem> {
    let consents = list_consents(&app.desk, by, user).await?;
    Ok(Json(ConsentList { items: consents.into_iter().map(ConsentItem::from).collect() }))
}
