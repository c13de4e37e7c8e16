//! Versions of what is edited: `ETag` in answers, `If-Match` in requests.

use std::convert::Infallible;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// What no version is: so that a request that names none is told the present one.
const NONE: i64 = -1;

/// The version in `If-Match`, which must be the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) i64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<IfMatch, Infallible> {
        let header = parts.headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
        Ok(IfMatch(header.and_then(read).unwrap_or(NONE)))
    }
}

fn read(header: &str) -> Option<i64> {
    header.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// An answer with its version.
#[derive(Debug)]
pub(crate) struct Tagged<T> {
    pub(crate) status: StatusCode,
    pub(crate) version: i64,
    pub(crate) body: T,
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        tag(&mut response, self.version);
        response
    }
}

/// Marks an answer with a version.
pub(crate) fn tag(response: &mut Response, version: i64) {
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(ETAG, value);
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_a_quoted_number_is_a_version() {
        assert_eq!(read(" \"7\" "), Some(7));
        for bad in ["7", "\"7", "W/\"7\"", "*", "\"\"", ""] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
