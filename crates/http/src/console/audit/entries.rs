//! `GET /audit/entries`: who did what, the newest first.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_model::fact::Act;
use vermilion_service::audit::{Entry, search_entries};
use vermilion_service::may::Audit;

use super::filter::{Filter, FilterQuery};
use crate::App;
use crate::may::ProvenPlatform;
use crate::page::{Page, PageQuery};
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

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryList {
    items: Vec<EntryBody>,
    /// `after` of the next page; nothing where the search is at its end.
    next: Option<String>,
    /// How far the search came, where it stopped before the page was full: it looks through 200,000 entries at
    /// most. `next` goes on from there.
    searched: Option<SearchedBody>,
    /// The AppIDs of the accounts that the entries name, by their numbers.
    accounts: BTreeMap<String, String>,
    /// Every kind that there is, to choose from.
    kinds: Vec<&'static str>,
}

/// Every entry behind this one was looked at, and it, too.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchedBody {
    /// `lane-number`.
    seq: String,
    at: String,
}

#[utoipa::path(get, path = "/audit/entries", tag = "audit", operation_id = "list_entries",
    params(PageQuery, FilterQuery),
    responses((status = 200, body = EntryList), (status = 400, body = Document), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Audit>,
    page: Page,
    Filter(filter): Filter,
) -> Result<Json<EntryList>, Problem> {
    let before = page.after(|text| text.parse::<i64>().ok())?;
    let found = search_entries(&app.desk, &by, filter, (before, page.limit)).await?;
    Ok(Json(EntryList {
        items: found.entries.into_iter().map(EntryBody::from).collect(),
        next: found.next.map(|number| number.to_string()),
        searched: found.searched.map(|(seq, at)| SearchedBody { seq: seq.to_string(), at: rfc3339(at) }),
        accounts: found
            .accounts
            .into_iter()
            .map(|(no, app_id)| (no.to_string(), app_id.to_string()))
            .collect(),
        kinds: Act::KINDS.to_vec(),
    }))
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
