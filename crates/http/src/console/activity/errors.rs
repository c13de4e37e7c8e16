//! `GET /accounts/{app_id}/errors`: which calls were refused most, and why.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_service::activity::{ErrorView, read_errors};
use vermilion_service::may::See;
use vermilion_wire::Rid;

use crate::App;
use crate::console::calls::body::WhyNot;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// How far back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ErrorsQuery {
    /// Days, today included: 1 to 30; 7 where it is not said.
    days: Option<u32>,
}

/// Refusals of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    /// `METHOD:/path`.
    call: String,
    /// The error code.
    code: i32,
    #[serde(flatten)]
    why_not: WhyNot,
    count: u64,
    last_at: String,
    /// To look the last one up.
    last_rid: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/errors", tag = "calls", operation_id = "list_errors",
    params(("app_id" = String, Path, description = "The account's AppID"), ErrorsQuery),
    responses((status = 200, body = List<ErrorBody>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    query: Result<Query<ErrorsQuery>, QueryRejection>,
    Lang(lang): Lang,
) -> Result<Json<List<ErrorBody>>, Problem> {
    let Query(query) = query.map_err(|_| Problem::Malformed("/days".to_owned()))?;
    let errors = read_errors(&app.desk, &may, query.days.unwrap_or(7)).await?;
    let body = |view: ErrorView| ErrorBody {
        call: view.call,
        code: view.code,
        why_not: WhyNot::coded(view.reason, lang),
        count: view.count,
        last_at: rfc3339(view.last_at),
        last_rid: Rid::from_groups(view.last_rid).to_string(),
    };
    Ok(Json(List::whole(errors.into_iter().map(body).collect())))
}
