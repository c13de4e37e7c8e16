//! `POST /host/v1/users`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::hosts::make_user;
use vermilion_service::people::{PhoneNumber, UserBox};

use crate::App;
use crate::body::Body;
use crate::host::caller::Host;
use crate::problem::{Document, Problem};

/// A user as the host app knows them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostUserNew {
    /// The host app's own id; at most 128 characters.
    external_id: String,
    /// The phone number, for the phone-number button.
    phone: Option<HostUserPhone>,
    /// At most 64 characters.
    nickname: Option<String>,
    /// An `https://` address.
    avatar_url: Option<String>,
}

/// A phone number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostUserPhone {
    /// Digits, without `+`.
    country_code: String,
    /// Digits, without the country code.
    number: String,
}

impl From<HostUserPhone> for PhoneNumber {
    fn from(phone: HostUserPhone) -> PhoneNumber {
        PhoneNumber { country_code: phone.country_code, number: phone.number }
    }
}

/// The user, made now or before.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HostUserMade {
    id: String,
    external_id: String,
    /// Whether this call made them.
    created: bool,
}

#[utoipa::path(post, path = "/users", tag = "users", operation_id = "create_user",
    request_body = HostUserNew, responses(
        (status = 201, body = HostUserMade), (status = 200, body = HostUserMade),
        (status = 400, body = Document), (status = 401, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Host(by): Host,
    Body(new): Body<HostUserNew>,
) -> Result<(StatusCode, Json<HostUserMade>), Problem> {
    let external_id = new.external_id.clone();
    let phone = new.phone.map(PhoneNumber::from);
    let person =
        UserBox { external_id: new.external_id, phone, nickname: new.nickname, avatar_url: new.avatar_url };
    let made = make_user(&app.desk, by, person).await?;
    let status = if made.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(HostUserMade { id: made.user.to_string(), external_id, created: made.created })))
}
