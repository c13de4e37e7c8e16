use serde_json::{Value, json};
use vermilion_model::Role;
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

async fn post(app: &TestDesk, by: &Member, end: &str, body: Value) -> Answer {
    let path = format!("/api/v1/accounts/{}/secrets{end}", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(body)).await
}

async fn retire(app: &TestDesk, by: &Member, number: &str, tokens: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/secrets/{number}?tokens={tokens}", by.app_id);
    app.call("DELETE", &path, Some(&by.cookie), None).await
}

async fn list(app: &TestDesk, by: &Member) -> Vec<String> {
    let path = format!("/api/v1/accounts/{}/secrets", by.app_id);
    let answer = app.call("GET", &path, Some(&by.cookie), None).await;
    let items = answer.json["items"].as_array().unwrap();
    let line = |item: &Value| format!("{} {} {}", item["number"], item["name"], item["retired_at"].is_null());
    items.iter().map(line).collect()
}

/// What a server gets that fetches a token with this secret: 0, or the code it is refused with.
async fn fetch(app: &TestDesk, by: &Member, secret: &str) -> i64 {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    app.call("GET", &path, None, None).await.json["errcode"].as_i64().unwrap_or(0)
}

fn secret(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json["secret"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_secret_is_shown_once_and_fetches_tokens() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let made = post(&app, &ann, "", json!({"name": " main "})).await;
    assert_eq!((&made.json["number"], &made.json["name"]), (&json!(1), &json!("main")));
    let made = secret(&made);
    assert!(made.len() == 32 && made.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_eq!(fetch(&app, &ann, &made).await, 0);
    assert_eq!(fetch(&app, &ann, &made.replace('0', "1").replace('a', "b")).await, 40125);
    assert_eq!(list(&app, &ann).await, [r#"1 "main" true"#]);
}

#[tokio::test]
async fn five_work_at_once_and_no_more() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for n in 0..4 {
        secret(&post(&app, &ann, "", json!({"name": format!("s{n}")})).await);
    }
    let make = || post(&app, &ann, "", json!({"name": "at once"}));
    let (a, b) = tokio::join!(make(), make());
    let lost = if a.status == 201 { &b } else { &a };
    assert_eq!((a.status.min(b.status), lost.status, lost.code()), (201, 409, "too_many_secrets"));
    assert_eq!(retire(&app, &ann, "1", "live_on").await.status, 204);
    assert_eq!(post(&app, &ann, "", json!({"name": "again"})).await.json["number"], 6);
}

#[tokio::test]
async fn names_are_checked() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    assert_eq!(post(&app, &ann, "", json!({})).await.faults(), ["/name required"]);
    assert_eq!(post(&app, &ann, "", json!({"name": "x".repeat(41)})).await.faults(), ["/name too_long"]);
    assert_eq!(post(&app, &ann, "", json!({"name": "a\nb"})).await.faults(), ["/name format"]);
}

#[tokio::test]
async fn a_reset_needs_the_password_and_holds_for_the_next_call() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let old = app.secret_of(&ann).await;
    let form = |password: &str, tokens: &str| json!({"name": "new", "password": password, "tokens": tokens});
    assert_eq!(
        post(&app, &ann, "/reset", json!({})).await.faults(),
        ["/name required", "/tokens required", "/password required"]
    );
    assert_eq!(post(&app, &ann, "/reset", form(PASSWORD, "maybe")).await.faults(), ["/tokens unknown"]);
    let wrong = post(&app, &ann, "/reset", form("wrong", "live_on")).await;
    assert_eq!((wrong.status, wrong.faults()), (422, vec!["/password wrong_password".to_owned()]));
    assert_eq!(fetch(&app, &ann, &old).await, 0);
    let new = secret(&post(&app, &ann, "/reset", form(PASSWORD, "end_too")).await);
    assert_eq!((fetch(&app, &ann, &old).await, fetch(&app, &ann, &new).await), (40125, 0));
    assert_eq!(list(&app, &ann).await, [r#"2 "new" true"#, r#"1 "main" false"#]);
}

#[tokio::test]
async fn the_last_one_that_works_stays_even_when_two_are_retired_at_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.secret_of(&ann).await;
    let last = retire(&app, &ann, "1", "live_on").await;
    assert_eq!((last.status, last.code()), (409, "last_secret"));
    app.secret_of(&ann).await;
    let (a, b) = tokio::join!(retire(&app, &ann, "1", "live_on"), retire(&app, &ann, "2", "live_on"));
    let mut codes = [(a.status, a.code()), (b.status, b.code())];
    codes.sort_unstable();
    assert_eq!(codes, [(204, ""), (409, "last_secret")]);
}

#[tokio::test]
async fn what_does_not_work_cannot_be_retired() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.secret_of(&ann).await;
    app.secret_of(&ann).await;
    assert_eq!(retire(&app, &ann, "1", "").await.faults(), ["/tokens required"]);
    for number in ["3", "0", "99999", "one"] {
        assert_eq!(retire(&app, &ann, number, "end_too").await.code(), "missing_secret", "{number}");
    }
    assert_eq!(retire(&app, &ann, "1", "end_too").await.status, 204);
    assert_eq!(retire(&app, &ann, "1", "end_too").await.code(), "missing_secret");
}

#[tokio::test]
async fn frozen_secrets_fetch_nothing_until_they_are_unfrozen() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let made = app.secret_of(&ann).await;
    assert_eq!(post(&app, &ann, "/freeze", json!({})).await.status, 204);
    assert_eq!(fetch(&app, &ann, &made).await, 40243);
    let again = post(&app, &ann, "/freeze", json!({})).await;
    assert_eq!((again.status, again.code()), (409, "stale"));
    let path = format!("/api/v1/accounts/{}", ann.app_id);
    let seen = app.call("GET", &path, Some(&ann.cookie), None).await;
    assert_eq!(seen.json["secrets_state"], "frozen");
    assert_eq!(post(&app, &ann, "/unfreeze", json!({})).await.status, 204);
    assert_eq!(fetch(&app, &ann, &made).await, 0);
}

#[tokio::test]
async fn who_may_see_the_account_but_not_its_settings_is_refused() {
    let app = TestDesk::new().await;
    let (ann, bob) =
        (app.register_member("ann@example.cn").await, app.register_member("bob@example.cn").await);
    app.join(&ann.app_id, &bob, Role::Analyst).await;
    let bob = Member { app_id: ann.app_id.clone(), ..bob };
    let answer = post(&app, &bob, "", json!({"name": "mine"})).await;
    assert_eq!((answer.status, answer.code()), (403, "forbidden"));
}
