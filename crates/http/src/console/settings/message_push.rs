//! `GET` and `PUT /accounts/{app_id}/settings/message-push`: where the account's server wants to be told.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::may::ManageSettings;
use vermilion_service::settings::{PushForm, PushView, read_message_push, set_message_push};

use super::saved;
use crate::App;
use crate::body::Body;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::version::{IfMatch, Tagged};
use crate::when::rfc3339;

/// The setting; empty texts where nothing was set.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessagePushBody {
    url: String,
    /// What messages are signed with.
    token: String,
    /// What they are encrypted with.
    encoding_aes_key: String,
    /// `xml` or `json`.
    format: &'static str,
    /// `plain`, `compatible` or `safe`.
    mode: &'static str,
    /// `not_yet`: the setting is kept, and this version of the platform sends nothing there.
    delivery: &'static str,
    /// Nothing where it was never set.
    saved_at: Option<String>,
}

impl From<&PushView> for MessagePushBody {
    fn from(view: &PushView) -> MessagePushBody {
        let held = &view.setting;
        MessagePushBody {
            url: held.value.url.clone(),
            token: view.token.expose().to_owned(),
            encoding_aes_key: view.encoding_aes_key.expose().to_owned(),
            format: held.value.format.word(),
            mode: held.value.mode.word(),
            delivery: "not_yet",
            saved_at: held.saved_at.map(rfc3339),
        }
    }
}

/// The setting, as typed.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SetMessagePush {
    /// `http` or `https`.
    url: String,
    /// 3 to 32 letters and digits.
    token: String,
    /// 43 letters and digits; without it the present one stays, or a first one is drawn.
    encoding_aes_key: Option<String>,
    /// `xml` or `json`.
    format: String,
    /// `plain`, `compatible` or `safe`.
    mode: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/settings/message-push", tag = "settings",
    operation_id = "see_message_push",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = MessagePushBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn see(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Tagged<MessagePushBody>, Problem> {
    let view = read_message_push(&app.desk, &may).await?;
    Ok(Tagged { status: StatusCode::OK, version: view.setting.version, body: (&view).into() })
}

#[utoipa::path(put, path = "/accounts/{app_id}/settings/message-push", tag = "settings",
    operation_id = "set_message_push",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("If-Match" = String, Header, description = "The version that was on the screen, quoted")),
    request_body = SetMessagePush,
    responses((status = 200, body = MessagePushBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 412, body = Document), (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    IfMatch(version): IfMatch,
    Body(typed): Body<SetMessagePush>,
) -> Result<Response, Problem> {
    let form = PushForm {
        url: typed.url,
        token: typed.token.into(),
        encoding_aes_key: typed.encoding_aes_key.map(Into::into),
        format: typed.format,
        mode: typed.mode,
    };
    let (seq, view) = set_message_push(&app.desk, &may, version, form).await?;
    Ok(saved(seq, view.setting.version, MessagePushBody::from(&view)))
}
