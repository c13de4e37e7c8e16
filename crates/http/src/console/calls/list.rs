//! `GET /accounts/{app_id}/calls`: which calls the account may make now.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::calls::list_calls;
use vermilion_service::may::See;

use super::body::WhyNot;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};

/// One call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CallBody {
    /// `METHOD:/path`.
    call: String,
    /// Whether it would be answered now. A call about a user can still need that user's consent.
    allowed: bool,
    #[serde(flatten)]
    why_not: WhyNot,
    /// The capabilities that open it.
    opened_by: Vec<String>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/calls", tag = "calls", operation_id = "list_calls",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = List<CallBody>), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Lang(lang): Lang,
) -> Result<Json<List<CallBody>>, Problem> {
    let calls = list_calls(&app.desk, &may).into_iter().map(|view| CallBody {
        call: view.call,
        allowed: view.outcome.is_ok(),
        why_not: WhyNot::of(&view.outcome, lang),
        opened_by: view.opened_by,
    });
    Ok(Json(List::whole(calls.collect())))
}
