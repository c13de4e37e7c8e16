//! `GET /dev/v1/outbox`

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::outbox::{Letter, outbox};

use super::tools::Tools;
use crate::App;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// How many.
#[derive(Debug, Deserialize)]
pub(crate) struct Limit {
    limit: Option<i64>,
}

/// What was written to people, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outbox {
    items: Vec<OutboxLetter>,
}

/// A message; nothing was really sent.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutboxLetter {
    id: String,
    at: String,
    /// `email` or `sms`.
    channel: String,
    to: String,
    subject: String,
    text: String,
}

impl From<Letter> for OutboxLetter {
    fn from(letter: Letter) -> OutboxLetter {
        OutboxLetter {
            id: letter.mail.to_string(),
            at: rfc3339(letter.at),
            channel: letter.content.channel,
            to: letter.content.to,
            subject: letter.content.subject,
            text: letter.content.text,
        }
    }
}

#[cfg(test)]
#[path = "outbox_tests.rs"]
mod tests;

#[utoipa::path(get, path = "/outbox", tag = "simulation", operation_id = "dev_outbox",
    params(("limit" = Option<i64>, Query, description = "1 to 100; 20 where it is not said")),
    responses((status = 200, body = Outbox), (status = 400, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    _: Tools,
    limit: Result<Query<Limit>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Outbox>, Problem> {
    let Query(Limit { limit }) = limit.map_err(|_| Problem::Malformed("/limit".to_owned()))?;
    let letters = outbox(&app.desk, limit.unwrap_or(20).clamp(1, 100)).await?;
    Ok(Json(Outbox { items: letters.into_iter().map(OutboxLetter::from).collect() }))
}
