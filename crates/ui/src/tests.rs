use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::body::Body;
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;

async fn ask(path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

#[tokio::test]
async fn every_page_is_the_one_document_under_its_policy() {
    for path in ["/", "/sign-in", "/accounts", "/accounts/wx0/authorizations/1", "/review/1"] {
        let (status, headers, body) = ask(path, &[]).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
        assert!(body.starts_with(b"<!doctype html>"));
    }
}

#[tokio::test]
async fn what_is_no_page_is_left_to_the_other_faces() {
    for path in ["/cgi-bin/token", "/api/v1/me", "/accountsx", "/assets/none.js"] {
        assert_eq!(ask(path, &[]).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_known_tag_is_not_sent_again() {
    let (_, headers, _) = ask("/", &[]).await;
    let tag = headers[header::ETAG].to_str().unwrap().to_owned();
    let (status, _, body) = ask("/", &[("if-none-match", &format!("\"other\", W/{tag}"))]).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(ask("/", &[("if-none-match", "\"other\"")]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn hashed_files_are_kept_and_come_compressed() {
    // Without a console there is nothing hashed to look at.
    for file in FILES.iter().filter(|file| file.path.starts_with("/assets/") && file.brotli.is_some()) {
        let (_, headers, body) = ask(file.path, &[("accept-encoding", "br")]).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "br", "{}", file.path);
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert!(body.len() < file.plain.len());
    }
}

#[test]
fn the_pages_are_those_of_the_consoles_router() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/console/src/router.ts");
    let source = fs::read_to_string(source).unwrap();
    let paths = source.split("path: '").skip(1).filter_map(|rest| rest.split('\'').next());
    let first: BTreeSet<String> = paths
        .filter_map(|path| path.trim_start_matches('/').split('/').next())
        .filter(|part| !part.is_empty() && !part.starts_with(':'))
        .map(|part| format!("/{part}"))
        .collect();
    assert_eq!(first, PAGES.into_iter().map(str::to_owned).collect());
}

#[test]
fn either_the_console_or_the_page_that_says_how_to_build_it_is_here() {
    assert_eq!(is_built(), FILES.len() > 1);
}
