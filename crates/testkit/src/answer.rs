//! Calling the faces without a network.

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, Request};
use serde_json::Value;
use tower::ServiceExt;

use crate::TestDesk;

/// Longest answer read, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; null where it is empty or no JSON.
    pub json: Value,
    /// The body's bytes.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The problem document's code; empty where there is none.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// `pointer code` of every faulty field.
    pub fn faults(&self) -> Vec<String> {
        let text = |field: &Value, key: &str| field[key].as_str().unwrap_or_default().to_owned();
        let fields = self.json["fields"].as_array().into_iter().flatten();
        fields.map(|field| format!("{} {}", text(field, "pointer"), text(field, "code"))).collect()
    }

    /// The session's cookie as the next request shows it, if one was set.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get(SET_COOKIE)?.to_str().ok()?;
        set.split(';').next().map(str::to_owned)
    }

    /// A header's text; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A request being put together.
#[derive(Debug)]
pub struct Call<'a> {
    to: &'a TestDesk,
    method: &'a str,
    path: &'a str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl TestDesk {
    /// Begins a request with headers of its own; [`Call::send`] sends it.
    pub fn request<'a>(&'a self, method: &'a str, path: &'a str) -> Call<'a> {
        let host = (HOST.to_string(), "localhost".to_owned());
        Call { to: self, method, path, headers: vec![host], body: Vec::new() }
    }

    /// A verdict for each item of a case's checklist, as deciding it wants: `faulty` for what stands in the list,
    /// `fine` for the rest. Nothing for who may not see the case.
    pub async fn checks(&self, cookie: &str, case: &str, faulty: &[&str]) -> Value {
        let path = format!("/api/v1/review/cases/{case}");
        let read = self.call("GET", &path, Some(cookie), None).await;
        let items = read.json["checklist"].as_array().into_iter().flatten();
        let verdict = |item: &Value| {
            let (id, pointer) = (item["id"].as_str()?, item["pointer"].as_str()?);
            let verdict = if faulty.contains(&pointer) { "faulty" } else { "fine" };
            Some((id.to_owned(), verdict.into()))
        };
        Value::Object(items.filter_map(verdict).collect())
    }

    /// One call: method, path with query, the cookie of who is signed in, the JSON to send.
    pub async fn call(&self, method: &str, path: &str, cookie: Option<&str>, body: Option<Value>) -> Answer {
        let mut call = self.request(method, path);
        if let Some(cookie) = cookie {
            call = call.header(COOKIE.as_str(), cookie);
        }
        if let Some(body) = body {
            call = call.json(&body);
        }
        call.send().await
    }
}

impl Call<'_> {
    /// Sets a header, in place of one of that name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = name.to_lowercase();
        self.headers.retain(|(held, _)| *held != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Sends this JSON.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        let bytes = body.to_string().into_bytes();
        Call { body: bytes, ..self.header(CONTENT_TYPE.as_str(), "application/json") }
    }

    /// Sends these bytes.
    #[must_use]
    pub fn bytes(self, body: &[u8]) -> Self {
        Call { body: body.to_vec(), ..self }
    }

    /// Sends it and reads the answer whole.
    pub async fn send(self) -> Answer {
        let headers = self.headers.iter();
        let request = headers
            .fold(Request::builder().method(self.method).uri(self.path), |request, (name, value)| {
                request.header(name, value)
            })
            .body(Body::from(self.body))
            .expect("a request of sound parts");
        // A router never fails: what goes wrong is an answer.
        let response = self.to.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, LONGEST).await.expect("a body that can be read").to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status.as_u16(), headers: parts.headers, json, bytes }
    }
}
