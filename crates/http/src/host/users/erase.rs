//! `DELETE /host/v1/users/{id}`

use axum::extract::State;
use vermilion_service::hosts::erase_user;

use crate::App;
use crate::changed::Settled;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

#[utoipa::path(delete, path = "/users/{id}", tag = "users", operation_id = "erase_user",
    params(("id" = String, Path)), responses(
        (status = 204), (status = 401, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
) -> Result<Settled, Problem> {
    Ok(Settled(erase_user(&app.desk, by, user).await?))
}
