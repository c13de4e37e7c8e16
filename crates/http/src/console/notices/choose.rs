//! `PUT /notices/choice`: choosing it.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::notices::{TypedChoice, TypedHook, choose};

use super::choice::NoticeChoice;
use crate::App;
use crate::body::Body;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChooseNotices {
    /// `zh-CN` or `en`.
    language: Option<String>,
    /// The kinds to be mailed.
    email: Vec<String>,
    /// Where to post notices, too; nothing ends it.
    webhook: Option<ChooseHook>,
}

/// Where, and of which kinds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChooseHook {
    /// An `https` URL on the public internet.
    url: String,
    kinds: Vec<String>,
}

#[utoipa::path(put, path = "/notices/choice", tag = "notices", operation_id = "choose_notices",
    request_body = ChooseNotices,
    responses((status = 200, body = NoticeChoice), (status = 400, body = Document),
        (status = 401, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<ChooseNotices>,
) -> Result<Json<NoticeChoice>, Problem> {
    let webhook = form.webhook.map(|hook| TypedHook { url: hook.url, kinds: hook.kinds });
    let typed = TypedChoice { language: form.language, email: form.email, webhook };
    Ok(Json(choose(&app.desk, by, typed).await?.into()))
}
