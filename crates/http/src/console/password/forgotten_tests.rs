use serde_json::json;
use vermilion_model::Span;
use vermilion_testkit::{Answer, PASSWORD, TestDesk};

const NEW: &str = "lamp tidal fifty-eight";

async fn forget(app: &TestDesk, email: &str) -> Answer {
    // The newest message is looked for by its time.
    app.advance(Span::secs(1));
    app.call("POST", "/api/v1/password/forgotten", None, Some(json!({ "email": email }))).await
}

async fn reset(app: &TestDesk, token: &str, password: &str) -> Answer {
    let body = json!({"token": token, "password": password});
    app.call("POST", "/api/v1/password/reset", None, Some(body)).await
}

async fn token(app: &TestDesk, email: &str) -> String {
    let text = app.mail_to(email).await.expect("a message").text;
    text.split('#').nth(1).expect("a link").split_whitespace().next().expect("a token").to_owned()
}

async fn sign_in(app: &TestDesk, password: &str) -> u16 {
    let body = json!({"login": "ann@example.cn", "password": password});
    app.call("POST", "/api/v1/sessions", None, Some(body)).await.status
}

#[tokio::test]
async fn a_link_by_mail_leads_to_another_password_and_ends_every_session() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    assert_eq!(forget(&app, "Ann@example.cn").await.status, 202);
    let token = token(&app, "ann@example.cn").await;
    assert_eq!(reset(&app, &token, "password").await.faults(), ["/password weak_password"]);
    app.advance(Span::secs(1));
    let done = reset(&app, &token, NEW).await;
    assert_eq!(done.status, 204, "{done:?}");
    assert_eq!(app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await.status, 401);
    assert_eq!((sign_in(&app, PASSWORD).await, sign_in(&app, NEW).await), (401, 201));
    assert_eq!(reset(&app, &token, NEW).await.code(), "missing_password_link");
    // And she is told, in case it was not her.
    assert!(app.mail_to("ann@example.cn").await.unwrap().subject.contains("已更改"));
}

#[tokio::test]
async fn nothing_tells_whether_an_address_is_registered() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let (known, unknown) = (forget(&app, "ann@example.cn").await, forget(&app, "bob@example.cn").await);
    assert_eq!((known.status, &known.bytes), (unknown.status, &unknown.bytes));
    assert!(!app.mail_to("bob@example.cn").await.unwrap().text.contains('#'));
    // Nor does asking again.
    let (known, unknown) = (forget(&app, "ann@example.cn").await, forget(&app, "bob@example.cn").await);
    assert_eq!((known.status, known.code()), (429, "too_many_tries"));
    assert_eq!((unknown.status, unknown.code()), (429, "too_many_tries"));
    assert_eq!(forget(&app, "bob").await.faults(), ["/email email"]);
    assert_eq!(forget(&app, "").await.faults(), ["/email required"]);
}

#[tokio::test]
async fn a_link_works_half_an_hour_and_once_also_at_once() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    forget(&app, "ann@example.cn").await;
    let late = token(&app, "ann@example.cn").await;
    app.advance(Span::mins(30));
    assert_eq!(reset(&app, &late, NEW).await.code(), "missing_password_link");
    forget(&app, "ann@example.cn").await;
    let fresh = token(&app, "ann@example.cn").await;
    let (a, b) = tokio::join!(reset(&app, &fresh, NEW), reset(&app, &fresh, PASSWORD));
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert_eq!(codes, [204, 404], "{a:?} {b:?}");
    assert_eq!(reset(&app, "vml_nonsense", NEW).await.status, 404);
}

#[tokio::test]
async fn a_registration_code_is_no_link_and_a_link_no_code() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let code = app.verify("bob@example.cn").await;
    assert_eq!(reset(&app, &code, NEW).await.status, 404);
    forget(&app, "carl@example.cn").await;
    // The registration's own message is not held back by it.
    app.advance(Span::secs(1));
    app.verify("carl@example.cn").await;
}
