//! `GET /sessions`: where one is signed in.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::members::{self, SessionView};

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// Living sessions, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sessions {
    items: Vec<SessionItem>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionItem {
    id: String,
    created_at: String,
    /// At most until then.
    until: String,
    /// Whether it is the one that asks.
    current: bool,
    /// When it was used last, to the minute.
    seen_at: String,
    /// The browser and its system, such as `Chrome · Windows`; nothing where that is not known.
    device: Option<String>,
    /// The address it was used from last; nothing before its first use.
    address: Option<String>,
}

#[utoipa::path(get, path = "/sessions", tag = "sessions", operation_id = "sessions",
    responses((status = 200, body = Sessions), (status = 401, body = Document)))]
pub(crate) async fn handler(State(app): State<App>, Signed(by): Signed) -> Result<Json<Sessions>, Problem> {
    let sessions = members::list_sessions(&app.desk, by).await?;
    Ok(Json(Sessions { items: sessions.into_iter().map(SessionItem::from).collect() }))
}

impl From<SessionView> for SessionItem {
    fn from(view: SessionView) -> SessionItem {
        SessionItem {
            id: view.session.to_string(),
            created_at: rfc3339(view.created_at),
            until: rfc3339(view.until),
            current: view.current,
            seen_at: rfc3339(view.seen_at),
            device: view.device,
            address: view.address,
        }
    }
}
