//! `DELETE /host/v1/users/{id}/consents/{app_id}/{scope}`

use axum::extract::{Path, State};
use vermilion_service::hosts::{Asked, withdraw_consent};

use crate::App;
use crate::changed::Settled;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/users/{id}/consents/{app_id}/{scope}", tag = "consents",
    operation_id = "withdraw_consent",
    params(("id" = String, Path), ("app_id" = String, Path), ("scope" = String, Path)), responses(
        (status = 204), (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Path((_, app_id, scope)): Path<(String, String, String)>,
) -> Result<Settled, Problem> {
    let asked = Asked { app_id: &app_id, scope: &scope };
    Ok(Settled(withdraw_consent(&app.desk, by, user, asked).await?))
}
