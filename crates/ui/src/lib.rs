//! The console, embedded: `web/dist` as it was when this crate was compiled, each file with its
//! compressed forms, its tag and the headers that keep it safe and quick.
//!
//! Knows axum only. Deliberately absent: the API (other faces), templates (the user's pages),
//! compressing (done once, by the console's build) and reading from disk.

mod encoding;
mod headers;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use encoding::Encoding;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// A file of the console.
#[derive(Debug)]
struct File {
    /// As asked for, with the leading slash.
    path: &'static str,
    kind: &'static str,
    /// Changes with the content.
    tag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// The first parts of every page's path; the console's router knows what lies under them.
///
/// A list, not a fallback: what no page and no file is belongs to the other faces, which answer in their form.
const PAGES: [&str; 12] = [
    "/sign-in",
    "/register",
    "/invitation",
    "/forgotten",
    "/password",
    "/accounts",
    "/review",
    "/operations",
    "/audit",
    "/security",
    "/notices",
    "/help",
];

/// Whether the console is in this program, or only the page that says how to build it.
pub const fn is_built() -> bool {
    BUILT
}

/// Every page and file of the console, for GET and HEAD. To be merged beside the other faces.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let page = || get(|request: Request| async move { index(request.headers()) });
    let mut router = Router::new().route("/", page());
    for path in PAGES {
        router = router.route(path, page()).route(&format!("{path}/{{*rest}}"), page());
    }
    for file in FILES {
        router = router
            .route(file.path, get(move |request: Request| async move { answer(file, request.headers()) }));
    }
    router
}

/// The one document in which every page is shown.
fn index(asked: &HeaderMap) -> Response {
    match FILES.iter().find(|file| file.path == "/index.html") {
        Some(file) => answer(file, asked),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(file: &'static File, asked: &HeaderMap) -> Response {
    let encoding = encoding::choose(asked, file.brotli.is_some(), file.gzip.is_some());
    let tag = format!("\"{}{}\"", file.tag, encoding.suffix());
    let bytes = match encoding {
        Encoding::Brotli => file.brotli.unwrap_or(file.plain),
        Encoding::Gzip => file.gzip.unwrap_or(file.plain),
        Encoding::Plain => file.plain,
    };
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        axum::body::Bytes::from_static(bytes).into_response()
    };
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    if let Some(name) = encoding.name() {
        to.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        to.insert(header::ETAG, tag);
    }
    headers::guard(to, file.path.starts_with("/assets/"));
    response
}

#[cfg(test)]
mod tests;
