//! `GET /audit/export`: a copy of the audit log, or of a part of it, as a file. That it was taken is an audited
//! fact, written before a byte is sent.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;
use http_body_util::channel::{Channel, Sender};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::IntoParams;
use vermilion_model::{ExportForm, Seq, Time};
use vermilion_service::Desk;
use vermilion_service::audit::{Entry, Export, export_entries};
use vermilion_service::may::Audit;

use super::csv;
use super::filter::{Filter, FilterQuery};
use crate::App;
use crate::may::ProvenPlatform;
use crate::order::Placed;
use crate::problem::{Document, Problem};

/// How many parts wait for a reader who is slower than the store.
const AHEAD: usize = 2;

/// In which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormQuery {
    /// `ndjson`, an entry a line and the chain exact, which is also meant where nothing is said; or `csv`, a table.
    #[param(value_type = Option<String>)]
    form: Option<ExportForm>,
}

#[utoipa::path(get, path = "/audit/export", tag = "audit", operation_id = "export_entries",
    params(FormQuery, FilterQuery),
    responses((status = 200, description = "The entries, the oldest first",
            content((String = "application/x-ndjson"), (String = "text/csv"))),
        (status = 400, body = Document), (status = 401, body = Document), (status = 403, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Audit>,
    Filter(filter): Filter,
    query: Result<Query<FormQuery>, QueryRejection>,
) -> Result<(Extension<Placed>, HeaderMap, Body), Problem> {
    let Query(query) = query.map_err(|_| Problem::Malformed("/form".to_owned()))?;
    let form = query.form.unwrap_or(ExportForm::Ndjson);
    let export = export_entries(&app.desk, &by, (form, filter)).await?;
    let (placed, headers) = (Placed(export.recorded), headers(form, export.recorded));
    let (sender, body) = Channel::new(AHEAD);
    tokio::spawn(send(Arc::clone(&app.desk), export, form, sender));
    Ok((Extension(placed), headers, Body::new(body)))
}

fn headers(form: ExportForm, recorded: Seq) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let kind = match form {
        ExportForm::Ndjson => "application/x-ndjson",
        ExportForm::Csv => "text/csv; charset=utf-8",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = format!("attachment; filename=\"vermilion-audit-before-{recorded}.{}\"", form.word());
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}

/// Sends a copy at its reader's pace; one that cannot be read to its end breaks off instead of ending.
async fn send(
    desk: Arc<Desk>,
    mut export: Export,
    form: ExportForm,
    mut sender: Sender<Bytes, std::io::Error>,
) {
    let mut text = match form {
        ExportForm::Ndjson => String::new(),
        ExportForm::Csv => table_head(),
    };
    loop {
        if !text.is_empty() && sender.send_data(Bytes::from(std::mem::take(&mut text))).await.is_err() {
            return;
        }
        match export.more(&desk).await {
            Ok(Some(entries)) => entries.iter().for_each(|entry| form_of(entry, form, &mut text)),
            Ok(None) => return,
            Err(failure) => {
                tracing::error!(%failure, "a copy of the audit log broke off");
                return sender.abort(std::io::Error::other("the store cannot be read"));
            }
        }
    }
}

/// An entry a line. The body is the very text that the chain covers.
#[derive(Serialize)]
struct Line<'a> {
    seq: String,
    at: String,
    actor: &'a str,
    kind: &'a str,
    version: u16,
    subjects: Vec<&'a str>,
    body: Option<&'a RawValue>,
    key: u8,
    mac: String,
}

fn table_head() -> String {
    let mut text = csv::MARK.to_owned();
    csv::line(["seq", "at", "actor", "kind", "version", "subjects", "body", "key", "mac"], &mut text);
    text
}

fn form_of(entry: &Entry, form: ExportForm, text: &mut String) {
    let (seq, at, mac) = (entry.seq.to_string(), exact(entry.at), hex::encode(entry.mac));
    match form {
        ExportForm::Csv => {
            let (version, key) = (entry.version.to_string(), entry.key.to_string());
            let Entry { actor, kind, subjects, body, .. } = entry;
            csv::line([&seq, &at, actor, kind, &version, subjects, body, &key, &mac], text);
        }
        ExportForm::Ndjson => {
            let line = Line {
                seq,
                at,
                actor: &entry.actor,
                kind: &entry.kind,
                version: entry.version,
                subjects: entry.subjects.split_whitespace().collect(),
                body: serde_json::from_str(&entry.body).ok(),
                key: entry.key,
                mac,
            };
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
    }
}

/// To the millisecond, as the chain covers it.
fn exact(at: Time) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).map(|at| at.to_string()).unwrap_or_default()
}
