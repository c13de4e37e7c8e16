//! The headers of every file: what the page may load, and how long it is kept.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing from elsewhere, nothing inline: the console needs neither.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const GUARDS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // `no-referrer` would take the Origin from the console's own writes.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::VARY, "Accept-Encoding"),
];

/// A name that carries a digest never changes its content; every other is asked for again.
pub(crate) fn guard(to: &mut HeaderMap, hashed: bool) {
    for (name, value) in GUARDS {
        to.insert(name, HeaderValue::from_static(value));
    }
    let keep = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
}
