//! `GET /accounts/{app_id}/explain`: may the account make this call, and what each step found.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_service::calls::{explain_call, explain_on_behalf};
use vermilion_service::may::See;

use super::body::{StepBody, WhyNot, Writer};
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::wechat::of_reason;

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `METHOD:/path`, or the path alone.
    call: String,
    /// The user concerned.
    openid: Option<String>,
    /// The AppID of an account that gave this one a delegation: the call as made on its behalf, and the user
    /// as it knows them.
    on_behalf_of: Option<String>,
}

/// What would be answered now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplanationBody {
    /// `METHOD:/path`.
    call: String,
    allowed: bool,
    /// The error code that the caller would be told; 0 where the call is allowed.
    code: i32,
    #[serde(flatten)]
    why_not: WhyNot,
    /// The steps taken, in order; the last one failed unless the call is allowed.
    steps: Vec<StepBody>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/explain", tag = "calls", operation_id = "explain_call",
    params(("app_id" = String, Path, description = "The account's AppID"), Asked),
    responses((status = 200, body = ExplanationBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Lang(lang): Lang,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<ExplanationBody>, Problem> {
    let Query(asked) = query.map_err(|_| Problem::Malformed("/call".to_owned()))?;
    let open_id = asked.openid.as_deref();
    let told = match &asked.on_behalf_of {
        Some(giver) => explain_on_behalf(&app.desk, &may, (&asked.call, open_id), giver).await?,
        None => explain_call(&app.desk, &may, &asked.call, open_id)?,
    };
    let writer = Writer { catalogue: &app.desk.catalogue, account: may.account(), lang };
    let outcome = &told.explanation.outcome;
    Ok(Json(ExplanationBody {
        call: told.call,
        allowed: outcome.is_ok(),
        code: outcome.as_ref().err().map_or(0, |reason| of_reason(reason).0),
        why_not: WhyNot::of(outcome, lang),
        steps: told.explanation.steps.iter().map(|line| writer.step(line)).collect(),
    }))
}
