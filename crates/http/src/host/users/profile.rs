//! `GET /host/v1/users/{id}/profiles/{app_id}`

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::ProfilePolicy;
use vermilion_service::hosts::read_profile_policy;

use crate::App;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// How `getUserProfile` and `getUserInfo` of a mini program must behave towards a user.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserProfileState {
    /// `ask`, `fill` or `anonymous`.
    policy: &'static str,
    /// Whether the container must ask the user now; who agrees is recorded by `give_consent`.
    ask: bool,
    /// Whether the data that is sealed for the mini program holds the real nickname and avatar.
    shown: bool,
}

#[utoipa::path(get, path = "/users/{id}/profiles/{app_id}", tag = "users", operation_id = "user_profile_state",
    params(("id" = String, Path), ("app_id" = String, Path)), responses(
        (status = 200, body = UserProfileState), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Path((_, app_id)): Path<(String, String)>,
) -> Result<Json<UserProfileState>, Problem> {
    let profile = read_profile_policy(&app.desk, by, user, &app_id).await?;
    let asks = profile.policy == ProfilePolicy::Ask;
    Ok(Json(UserProfileState {
        policy: profile.policy.word(),
        ask: asks && !profile.allowed,
        shown: asks && profile.allowed,
    }))
}
