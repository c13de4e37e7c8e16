//! Evidence: files that an account hands in, and sees again watermarked.

pub(super) mod content;
pub(super) mod discard;
pub(super) mod list;
pub(super) mod upload;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::evidence::{EvidenceView, Shown};

use crate::when::rfc3339;

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
    /// `clean`, `quarantined` until the operator's scanner saw it, or `infected`.
    state: &'static str,
    stored_at: String,
    /// Whether a submission rests on it.
    used: bool,
}

impl From<EvidenceView> for EvidenceFileBody {
    fn from(view: EvidenceView) -> EvidenceFileBody {
        EvidenceFileBody {
            id: view.evidence.to_string(),
            name: view.name,
            media_type: view.media.mime(),
            bytes: view.bytes,
            state: view.state.word(),
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
