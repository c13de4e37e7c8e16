//! `PUT /host/v1/users/{id}/consents/{app_id}/{scope}`

use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::hosts::{Asked, give_consent};

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// Under which privacy notice.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentAsked {
    /// The version that the user was shown.
    notice: u32,
}

#[utoipa::path(put, path = "/users/{id}/consents/{app_id}/{scope}", tag = "consents",
    operation_id = "give_consent",
    params(("id" = String, Path), ("app_id" = String, Path), ("scope" = String, Path)),
    request_body = ConsentAsked, responses(
        (status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Path((_, app_id, scope)): Path<(String, String, String)>,
    Body(given): Body<ConsentAsked>,
) -> Result<Done, Problem> {
    let asked = Asked { app_id: &app_id, scope: &scope };
    Ok(Done(give_consent(&app.desk, by, user, asked, given.notice).await?))
}
