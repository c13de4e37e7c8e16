//! `PATCH /host/v1/users/{id}`

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use vermilion_service::hosts::{UserChange, change_user};

use super::create::HostUserPhone;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// What is new of a user: a part that is left out stays as it is, and `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostUserChange {
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<HostUserPhone>)]
    phone: Option<Option<HostUserPhone>>,
    /// At most 64 characters.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<String>)]
    nickname: Option<Option<String>>,
    /// An `https://` address.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<String>)]
    avatar_url: Option<Option<String>>,
}

/// A part that stands in the body, be it `null`.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(d).map(Some)
}

#[utoipa::path(patch, path = "/users/{id}", tag = "users", operation_id = "change_user",
    params(("id" = String, Path)), request_body = HostUserChange, responses(
        (status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    AboutUser(by, user): AboutUser,
    Body(new): Body<HostUserChange>,
) -> Result<StatusCode, Problem> {
    let phone = new.phone.map(|phone| phone.map(Into::into));
    let change = UserChange { phone, nickname: new.nickname, avatar_url: new.avatar_url };
    change_user(&app.desk, by, user, &change).await?;
    Ok(StatusCode::NO_CONTENT)
}
