//! The console is written to from its own pages, or from no page at all.

use serde_json::json;
use vermilion_testkit::{Answer, PASSWORD, TestDesk};

async fn sign_in(app: &TestDesk, headers: &[(&str, &str)]) -> Answer {
    let body = json!({"login": "ann@example.cn", "password": PASSWORD});
    let call = app.request("POST", "/api/v1/sessions").header("host", "open.example.cn").json(&body);
    headers.iter().fold(call, |call, (name, value)| call.header(name, value)).send().await
}

#[tokio::test]
async fn another_sites_page_writes_nothing() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        &[("origin", "null")],
    ] {
        let answer = sign_in(&app, headers).await;
        assert_eq!((answer.status, answer.code()), (403, "other_site"), "{headers:?}");
        assert_eq!(answer.cookie(), None);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn its_own_pages_and_scripts_do() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    for headers in [
        &[][..],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://open.example.cn")],
    ] {
        assert_eq!(sign_in(&app, headers).await.status, 201, "{headers:?}");
    }
}

#[tokio::test]
async fn reading_is_left_to_the_cookie() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let call = app.request("GET", "/api/v1/me").header("cookie", &ann.cookie);
    assert_eq!(call.header("sec-fetch-site", "cross-site").send().await.status, 200);
}
