//! What may be written to the console's face: only what its own pages, or no page at all, sent.
//!
//! A browser says from where a request comes, in `Sec-Fetch-Site` or `Origin`; the cookie alone would
//! let another site act for who is signed in. Scripts send neither header and pass.

use axum::response::IntoResponse;
use axum::response::Response;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::problem::Problem;

/// The layer around the console's operations.
pub(crate) fn same_site() -> CsrfLayer<fn(ProtectionError) -> Response> {
    CsrfLayer::new().with_rejection_response(refuse)
}

fn refuse(_: ProtectionError) -> Response {
    Problem::OtherSite.into_response()
}
