//! `GET /audit/entries`: who did what, the newest first.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_service::audit::{Entry, read_entries};
use vermilion_service::may::Audit;

use crate::App;
use crate::may::ProvenPlatform;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// One entry. It holds ids, codes and keyed digests, never what is personal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryBody {
    /// `lane-number`.
    seq: String,
    at: String,
    /// `member:…`, `host_app:…`, `account:…`, `command_line` or `platform`.
    actor: String,
    /// What was done.
    kind: String,
    /// The version of the body's form.
    version: u16,
    /// What it is about.
    subjects: Vec<String>,
    /// The fact.
    #[schema(value_type = Object)]
    body: Value,
    /// The number of the key that chained it.
    key: u8,
    /// By which the next entry is chained to this one.
    mac: String,
}

#[utoipa::path(get, path = "/audit/entries", tag = "audit", operation_id = "list_entries",
    params(PageQuery),
    responses((status = 200, body = List<EntryBody>), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Audit>,
    page: Page,
) -> Result<Json<List<EntryBody>>, Problem> {
    let before = page.after(|text| text.parse::<i64>().ok())?;
    let entries = read_entries(&app.desk, &by, before, page.limit).await?;
    Ok(Json(page.of(entries, |last| last.seq.number.to_string(), EntryBody::from)))
}

impl From<Entry> for EntryBody {
    fn from(entry: Entry) -> EntryBody {
        EntryBody {
            seq: entry.seq.to_string(),
            at: rfc3339(entry.at),
            actor: entry.actor,
            kind: entry.kind,
            version: entry.version,
            subjects: entry.subjects.split_whitespace().map(str::to_owned).collect(),
            body: serde_json::from_str(&entry.body).unwrap_or(Value::Null),
            key: entry.key,
            mac: hex::encode(entry.mac),
        }
    }
}
