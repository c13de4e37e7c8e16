//! `GET /accounts/{app_id}/register/{field}/history`: what was asked of one field, and how it ended.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::may::See;
use vermilion_service::register::{PastChange, register_history};

use crate::App;
use crate::console::authorizations::GivenReasonBody;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A change that was asked for.
#[derive(Serialize, ToSchema)]
#[schema(as = PastChange)]
pub(crate) struct PastChangeBody {
    /// What it said when the change was asked for.
    before: Option<String>,
    /// What was asked for.
    value: String,
    submitted_at: String,
    /// `approved`, `rejected` or `withdrawn`; nothing while it waits.
    outcome: Option<String>,
    decided_at: Option<String>,
    reasons: Vec<GivenReasonBody>,
}

impl std::fmt::Debug for PastChangeBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PastChangeBody(..)")
    }
}

impl PastChangeBody {
    fn of(past: PastChange, lang: Language) -> PastChangeBody {
        PastChangeBody {
            before: past.before,
            value: past.value,
            submitted_at: rfc3339(past.submitted_at),
            outcome: past.outcome,
            decided_at: past.decided_at.map(rfc3339),
            reasons: GivenReasonBody::all(past.reasons, lang),
        }
    }
}

#[utoipa::path(get, path = "/accounts/{app_id}/register/{field}/history", tag = "register",
    operation_id = "register_history",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("field" = String, Path, description = "Which field")),
    responses((status = 200, body = List<PastChangeBody>), (status = 401, body = Document),
        (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, field)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<List<PastChangeBody>>, Problem> {
    let past = register_history(&app.desk, &may, &field).await?;
    Ok(Json(List::whole(past.into_iter().map(|past| PastChangeBody::of(past, lang)).collect())))
}
