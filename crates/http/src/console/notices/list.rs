//! `GET /notices`: one's own, the newest first.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::notices::{NoticeView, list_notices};

use crate::App;
use crate::language::Lang;
use crate::may::Signed;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A notice: that something happened, and where to look.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeItem {
    id: String,
    /// Such as `case_decided`.
    kind: String,
    title: String,
    text: String,
    /// The account's AppID, where it is about one.
    app_id: Option<String>,
    /// The review case, where it is about one.
    case: Option<String>,
    /// What the case is about, where that is no authorization: such as `name_change`.
    case_kind: Option<String>,
    /// The authorization, where it is about one.
    authorization: Option<String>,
    at: String,
    read_at: Option<String>,
}

impl From<NoticeView> for NoticeItem {
    fn from(view: NoticeView) -> NoticeItem {
        NoticeItem {
            id: view.notice.to_string(),
            kind: view.kind,
            title: view.title,
            text: view.text,
            app_id: view.about.app_id,
            case: view.about.case,
            case_kind: view.about.case_kind,
            authorization: view.about.authorization,
            at: rfc3339(view.at),
            read_at: view.read_at.map(rfc3339),
        }
    }
}

#[utoipa::path(get, path = "/notices", tag = "notices", operation_id = "notices", params(PageQuery),
    responses((status = 200, body = List<NoticeItem>), (status = 400, body = Document),
        (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Lang(language): Lang,
    page: Page,
) -> Result<Json<List<NoticeItem>>, Problem> {
    let before = page.after(|text| text.parse().ok())?;
    let notices = list_notices(&app.desk, by, (before, page.limit), language).await?;
    Ok(Json(page.of(notices, |last| last.notice.to_string(), NoticeItem::from)))
}
