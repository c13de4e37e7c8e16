//! Evidence: files that an account hands in, and sees again watermarked.

pub(super) mod content;
pub(super) mod discard;
pub(super) mod list;
pub(super) mod upload;

use std::time::Duration;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderValue, header, request};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_model::EvidenceState;
use vermilion_service::Failure;
use vermilion_service::evidence::{EvidenceView, Shown};

use crate::problem::Problem;
use crate::when::rfc3339;

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(2);

/// What a file is called that is handed in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Named {
    /// At most 100 characters; what the file is, its content says.
    name: Option<String>,
}

/// That name, as it came.
#[derive(Debug)]
pub(crate) struct Name(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, state: &S) -> Result<Name, Problem> {
        let query: Result<Query<Named>, QueryRejection> = Query::from_request_parts(parts, state).await;
        let Query(named) = query.map_err(|_| Problem::Malformed("/name".to_owned()))?;
        Ok(Name(named.name.unwrap_or_default()))
    }
}

/// The body, as soon as it is longer not at all.
pub(crate) async fn arrive(body: Body, longest: usize) -> Result<Vec<u8>, Failure> {
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, longest)).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(_)) => Err(Failure::TooLarge),
        Err(_) => Err(Failure::Busy),
    }
}

/// A file, not opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceFileBody {
    /// What a form's evidence names in `file`.
    id: String,
    name: String,
    /// By its content: `application/pdf`, `image/png`, `image/jpeg` or `image/webp`.
    media_type: &'static str,
    /// How long it is.
    bytes: i64,
    /// `clean`, `quarantined` until the operator's scanner saw it, `infected`, or `deleted` where a message still
    /// names it.
    state: &'static str,
    stored_at: String,
    /// Whether a submission rests on it, or a message names it.
    used: bool,
}

impl From<EvidenceView> for EvidenceFileBody {
    fn from(view: EvidenceView) -> EvidenceFileBody {
        let infected = view.state == EvidenceState::Infected;
        EvidenceFileBody {
            id: view.evidence.to_string(),
            name: view.name,
            media_type: view.media.mime(),
            bytes: view.bytes,
            state: if view.deleted && !infected { "deleted" } else { view.state.word() },
            stored_at: rfc3339(view.stored_at),
            used: view.used,
        }
    }
}

/// A file as it is shown: to be saved or looked at, and never run.
#[derive(Debug)]
pub(crate) struct Attached(pub(crate) Shown);

impl IntoResponse for Attached {
    fn into_response(self) -> Response {
        let Attached(shown) = self;
        let name = format!("attachment; filename=\"evidence-{}.{}\"", shown.evidence, shown.media.word());
        let mut response = shown.content.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(shown.media.mime()));
        if let Ok(name) = HeaderValue::from_str(&name) {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let sandbox = HeaderValue::from_static("default-src 'none'; sandbox");
        headers.insert(header::CONTENT_SECURITY_POLICY, sandbox);
        response
    }
}
