//! `GET /review/cases`: the queue, the most urgent case first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_model::{CaseState, Time, Turn};
use vermilion_service::may::Review;
use vermilion_service::review::{QueuePlace, WhichCases, read_queue};

use super::CaseBody;
use crate::App;
use crate::may::ProvenPlatform;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Queue {
    /// `open` where it is not said; `approved`, `rejected`, `withdrawn`, `lapsed`.
    state: Option<String>,
    /// Of the open ones those whose turn it is: `reviewer`, `applicant`; both where it is not said.
    turn: Option<String>,
}

impl Queue {
    fn which(&self) -> Result<WhichCases, Problem> {
        let malformed = |pointer: &str| Problem::Malformed(pointer.to_owned());
        let state = self.state.as_ref().map_or(Some(CaseState::Open), |word| CaseState::from_word(word));
        let state = state.ok_or_else(|| malformed("/state"))?;
        match &self.turn {
            None => Ok(WhichCases::State(state)),
            Some(word) if state == CaseState::Open => {
                Turn::from_word(word).map(WhichCases::Turn).ok_or_else(|| malformed("/turn"))
            }
            Some(_) => Err(malformed("/turn")),
        }
    }
}

fn write(due_at: Time, case: &str) -> String {
    format!("{}.{case}", due_at.millis())
}

fn read(text: &str) -> Option<QueuePlace> {
    let (due_at, case) = text.split_once('.')?;
    Some(QueuePlace { due_at: Time::from_millis(due_at.parse().ok()?), case: case.parse().ok()? })
}

#[utoipa::path(get, path = "/review/cases", tag = "review", operation_id = "list_cases",
    params(Queue,
        PageQuery),
    responses((status = 200, body = List<CaseBody>),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Review>,
    page: Page,
    query: Result<Query<Queue>, QueryRejection>,
) -> Result<Json<List<CaseBody>>, Problem> {
    let Query(query) = query.map_err(|_| Problem::Malformed("/state".to_owned()))?;
    let after = page.after(read)?.unwrap_or(QueuePlace::START);
    let cases = read_queue(&app.desk, &by, (query.which()?, after), page.limit).await?;
    Ok(Json(page.of(cases, |last| write(last.due_at, &last.id.to_string()), CaseBody::from)))
}
