//! `GET /accounts/{app_id}/explain`: may the account make this call, and what each step found.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_model::Time;
use vermilion_service::calls::{Question, Told, explain_call, explain_on_behalf, explain_past};
use vermilion_service::may::See;

use super::body::{StepBody, WhyNot, Writer};
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::wechat::{of_reason, served_calls};
use crate::when::moment;

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
    /// A past moment, RFC 3339: what would have been answered then. Tokens and quotas of then are not known.
    at: Option<String>,
}

/// What would be answered now, or would have been then.
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
        (status = 401, body = Document), (status = 404, body = Document), (status = 422, body = Document),
        (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Lang(lang): Lang,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<ExplanationBody>, Problem> {
    let Query(asked) = query.map_err(|_| Problem::Malformed("/call".to_owned()))?;
    let (open_id, on_behalf_of) = (asked.openid.as_deref(), asked.on_behalf_of.as_deref());
    if let Some(at) = moment_at(asked.at.as_deref())? {
        let question = Question { call: &asked.call, open_id, on_behalf_of, at };
        // A replay holds much, and is rare: not in every explanation's place.
        let past = Box::pin(explain_past(&app.desk, &may, question, served_calls));
        let (told, catalogue) = past.await?;
        return Ok(body(told, &Writer { catalogue: &catalogue, account: may.account(), lang }));
    }
    let told = match on_behalf_of {
        Some(giver) => explain_on_behalf(&app.desk, &may, (&asked.call, open_id), giver).await?,
        None => explain_call(&app.desk, &may, &asked.call, open_id)?,
    };
    Ok(body(told, &Writer { catalogue: &app.desk.catalogue, account: may.account(), lang }))
}

fn moment_at(typed: Option<&str>) -> Result<Option<Time>, Problem> {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    typed.map(|typed| moment(typed).ok_or_else(|| Problem::Malformed("/at".to_owned()))).transpose()
}

fn body(told: Told, writer: &Writer<'_>) -> Json<ExplanationBody> {
    let outcome = &told.explanation.outcome;
    Json(ExplanationBody {
        call: told.call,
        allowed: outcome.is_ok(),
        code: outcome.as_ref().err().map_or(0, |reason| of_reason(reason).0),
        why_not: WhyNot::of(outcome, writer.lang),
        steps: told.explanation.steps.iter().map(|line| writer.step(line)).collect(),
    })
}
