//! An answer as it is kept, and as it is sent again.

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::header::{CONTENT_TYPE, ETAG, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use vermilion_service::Failure;
use vermilion_service::repeats::{Kept, LONGEST_KEPT};

use super::Again;
use crate::order::Placed;
use crate::problem::Problem;

/// Says of an answer that it is one from before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The answer, and what is kept of it: nothing where it may show a secret or is too long.
pub(super) async fn kept(response: Response, again: Again) -> (Response, Option<Kept>) {
    let longest = u64::try_from(LONGEST_KEPT).unwrap_or(u64::MAX);
    let short = response.body().size_hint().upper().is_some_and(|upper| upper <= longest);
    if again != Again::Kept || !short || response.headers().contains_key(SET_COOKIE) {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_KEPT).await else {
        return (Problem::from(Failure::broken("an answer could not be read")).into_response(), None);
    };
    let text = |name: HeaderName| header(&parts.headers, &name);
    let kept = String::from_utf8(bytes.to_vec()).ok().map(|body| Kept {
        status: parts.status.as_u16(),
        content_type: text(CONTENT_TYPE),
        etag: text(ETAG),
        seq: parts.extensions.get().map(|Placed(seq)| seq.to_string()),
        body,
    });
    (Response::from_parts(parts, Body::from(bytes)), kept)
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The answer once more.
pub(super) fn replayed(kept: Kept) -> Response {
    let mut response = Response::new(Body::from(kept.body));
    *response.status_mut() = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    for (name, text) in [(CONTENT_TYPE, kept.content_type), (ETAG, kept.etag)] {
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    if let Some(seq) = kept.seq.and_then(|seq| seq.parse().ok()) {
        response.extensions_mut().insert(Placed(seq));
    }
    response
}
