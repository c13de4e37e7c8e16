//! `/accounts/{app_id}/profile-policy`: how a mini program comes to its users' nicknames and avatars.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::ProfilePolicy;
use vermilion_service::may::{ManageSettings, See};
use vermilion_service::{Failure, accounts};

use crate::App;
use crate::body::Body;
use crate::changed::Settled;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// `ask`: the call asks the user, and who agrees shows the real ones. `fill`: it yields a nameless user, and
/// the user fills them into a form. `anonymous`: it yields a nameless user.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfilePolicyForm {
    policy: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/profile-policy", tag = "settings", operation_id = "profile_policy",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = ProfilePolicyForm), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn see(
    State(app): State<App>,
    Proven(may): Proven<See>,
) -> Result<Json<ProfilePolicyForm>, Problem> {
    let policy = accounts::profile_policy(&app.desk, &may).await?;
    Ok(Json(ProfilePolicyForm { policy: policy.word().to_owned() }))
}

#[utoipa::path(put, path = "/accounts/{app_id}/profile-policy", tag = "settings",
    operation_id = "set_profile_policy",
    params(("app_id" = String, Path, description = "The account's AppID")), request_body = ProfilePolicyForm,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    Body(form): Body<ProfilePolicyForm>,
) -> Result<Settled, Problem> {
    let policy =
        ProfilePolicy::from_word(&form.policy).ok_or_else(|| Failure::field("/policy", "unknown"))?;
    Ok(Settled(accounts::set_profile_policy(&app.desk, &may, policy).await?))
}
