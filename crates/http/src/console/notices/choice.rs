//! `GET /notices/choice`: by which ways one is told of what.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::notices::{Choice, KINDS, read_choice};

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// What one chose.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeChoice {
    /// Every kind there is.
    kinds: Vec<&'static str>,
    /// `zh-CN` or `en`; nothing means the platform's.
    language: Option<String>,
    /// The kinds that go by e-mail; `security_changed` always does.
    email: Vec<&'static str>,
    webhook: Option<NoticeHook>,
}

/// Where notices are posted, too.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeHook {
    url: String,
    /// The key of `Vermilion-Signature`: HMAC-SHA256 of `<t>.<body>`.
    secret: String,
    kinds: Vec<String>,
}

impl From<Choice> for NoticeChoice {
    fn from(choice: Choice) -> NoticeChoice {
        NoticeChoice {
            kinds: KINDS.to_vec(),
            email: KINDS.into_iter().filter(|kind| choice.mails(kind)).collect(),
            language: choice.language,
            webhook: choice.webhook.map(|hook| NoticeHook {
                url: hook.url,
                secret: hook.secret,
                kinds: hook.kinds,
            }),
        }
    }
}

#[utoipa::path(get, path = "/notices/choice", tag = "notices", operation_id = "notice_choice",
    responses((status = 200, body = NoticeChoice), (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
) -> Result<Json<NoticeChoice>, Problem> {
    Ok(Json(read_choice(&app.desk, by).await?.into()))
}
