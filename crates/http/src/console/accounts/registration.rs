//! `GET` and `POST /accounts/{app_id}/registration`: what reviewers read of a new account before they admit it.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::admission::{ask_registration_again, submitted_registration};
use vermilion_service::may::ManageRegister;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// What was submitted last; both are null of an account that nobody had to admit.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationAsked {
    /// Its case, among those of `GET /accounts/{app_id}/cases`.
    case: Option<String>,
    /// What its owner said it is for.
    statement: Option<String>,
}

/// What is submitted anew.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AskRegistration {
    /// What the account is for, at most 500 characters.
    statement: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/registration", tag = "accounts",
    operation_id = "read_registration",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = RegistrationAsked), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn read(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
) -> Result<Json<RegistrationAsked>, Problem> {
    let asked = submitted_registration(&app.desk, &may).await?;
    let case = asked.as_ref().and_then(|asked| asked.case).map(|case| case.to_string());
    Ok(Json(RegistrationAsked { case, statement: asked.map(|asked| asked.statement) }))
}

#[utoipa::path(post, path = "/accounts/{app_id}/registration", tag = "accounts",
    operation_id = "ask_registration",
    params(("app_id" = String, Path, description = "The account's AppID")),
    request_body = AskRegistration,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn ask(
    State(app): State<App>,
    Proven(may): Proven<ManageRegister>,
    Body(form): Body<AskRegistration>,
) -> Result<Done, Problem> {
    Ok(Done(ask_registration_again(&app.desk, &may, &form.statement).await?))
}
