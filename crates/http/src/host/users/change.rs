//! `PATCH /host/v1/users/{id}`

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use vermilion_service::hosts::{Part, UserChange, change_user};

use super::create::HostUserPhone;
use crate::App;
use crate::body::Body;
use crate::host::caller::AboutUser;
use crate::problem::{Document, Problem};

/// What is new of a user: a part that is left out stays as it is, and `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostUserChange {
    #[serde(default)]
    #[schema(value_type = Option<HostUserPhone>)]
    phone: Named<HostUserPhone>,
    /// At most 64 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    nickname: Named<String>,
    /// An `https://` address.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    avatar_url: Named<String>,
}

/// A part as it stands in the body: left out, `null`, or a value.
struct Named<T>(Part<T>);

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        Named(Part::Stays)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Named<T>, D::Error> {
        Ok(Named(Option::deserialize(d)?.map_or(Part::Goes, Part::Becomes)))
    }
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
    let change = UserChange {
        phone: new.phone.0.map(Into::into),
        nickname: new.nickname.0,
        avatar_url: new.avatar_url.0,
    };
    change_user(&app.desk, by, user, &change).await?;
    Ok(StatusCode::NO_CONTENT)
}
