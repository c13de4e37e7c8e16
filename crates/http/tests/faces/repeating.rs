//! A request sent again with its `Idempotency-Key`.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_service::repeats::{Begun, Caller, Sent, begin_request};
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

const ACCOUNTS: &str = "/api/v1/accounts";

fn account(name: &str) -> Value {
    json!({ "account_type": "mini_program", "account_name": name })
}

async fn keyed(app: &TestDesk, by: &Member, key: &str, (path, body): (&str, Value)) -> Answer {
    let call = app.request("POST", path).header("cookie", &by.cookie).header("idempotency-key", key);
    if body.is_null() { call.send().await } else { call.json(&body).send().await }
}

async fn accounts(app: &TestDesk, of: &Member) -> usize {
    let me = app.call("GET", "/api/v1/me", Some(&of.cookie), None).await;
    me.json["accounts"].as_array().unwrap().len()
}

/// What a node leaves that dies before it notes the answer.
async fn claimed(app: &TestDesk, by: &Member, (key, path): (&str, &str), content: &str) {
    let content = format!("POST\n\n\n{content}");
    let caller = Caller::Member(by.id.parse().unwrap());
    let sent = Sent { caller, path, key, content: content.as_bytes() };
    assert!(matches!(begin_request(&app.desk, &sent).await, Ok(Begun::First(_))));
}

#[tokio::test]
async fn is_done_once_and_answered_as_the_first_time() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let first = keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await;
    assert_eq!((first.status, first.header("idempotent-replayed")), (201, ""));
    let again = keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await;
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, "true"));
    assert_eq!(again.bytes, first.bytes);
    for name in ["content-type", "vermilion-seq"] {
        assert_eq!(again.header(name), first.header(name));
        assert!(!first.header(name).is_empty(), "{name}");
    }
    assert_eq!(accounts(&app, &ann).await, 2);

    let other = keyed(&app, &ann, "one", (ACCOUNTS, account("Low water"))).await;
    assert_eq!((other.status, other.code()), (422, "key_reused"));
    assert!(!other.json["next"].as_str().unwrap().is_empty());
    assert_eq!(accounts(&app, &ann).await, 2);

    let elsewhere = format!("{ACCOUNTS}/{}/freeze", ann.app_id);
    assert_eq!(
        keyed(&app, &ann, "one", (&elsewhere, Value::Null)).await.status,
        200,
        "another path is another request"
    );
}

#[tokio::test]
async fn an_answer_without_a_body_and_one_with_a_version_come_again_too() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let begun = format!("{ACCOUNTS}/{}/drafts", ann.app_id);
    let first = keyed(&app, &ann, "draft", (&begun, json!({}))).await;
    let again = keyed(&app, &ann, "draft", (&begun, json!({}))).await;
    assert_eq!((again.status, again.header("etag")), (201, "\"1\""));
    assert_eq!(again.json["id"], first.json["id"]);

    let draft = format!("{begun}/{}", first.json["id"].as_str().unwrap());
    for replayed in ["", "true"] {
        let call =
            app.request("DELETE", &draft).header("cookie", &ann.cookie).header("idempotency-key", "drop");
        let dropped = call.send().await;
        assert_eq!((dropped.status, dropped.header("idempotent-replayed")), (204, replayed));
    }
}

#[tokio::test]
async fn another_version_is_another_request() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let path = format!("{ACCOUNTS}/{}/settings/allow-list", ann.app_id);
    let body = json!({ "mode": "off", "networks": [] });
    let put = |version: &'static str| {
        let call = app.request("PUT", &path).header("cookie", &ann.cookie).header("idempotency-key", "list");
        call.header("if-match", version).json(&body).send()
    };
    assert_eq!(put("\"0\"").await.status, 200);
    assert_eq!(put("\"0\"").await.status, 200);
    assert_eq!(put("\"1\"").await.code(), "key_reused");
}

#[tokio::test]
async fn a_request_under_way_is_waited_for_and_one_that_lost_its_node_is_not_done_again() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let body = account("Tides");
    claimed(&app, &ann, ("one", ACCOUNTS), &body.to_string()).await;
    let waits = keyed(&app, &ann, "one", (ACCOUNTS, body.clone())).await;
    assert_eq!((waits.status, waits.code(), waits.header("retry-after")), (409, "still_at_work", "2"));
    let other = keyed(&app, &ann, "one", (ACCOUNTS, account("Low water"))).await;
    assert_eq!(other.code(), "key_reused");

    app.advance(Span::mins(2));
    let lost = keyed(&app, &ann, "one", (ACCOUNTS, body)).await;
    assert_eq!((lost.status, lost.code()), (409, "already_begun"));
    assert_eq!(accounts(&app, &ann).await, 1);
}

#[tokio::test]
async fn an_answer_that_shows_a_secret_is_not_kept() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let path = format!("{ACCOUNTS}/{}/secrets", ann.app_id);
    let first = keyed(&app, &ann, "one", (&path, json!({ "name": "main" }))).await;
    assert_eq!(first.status, 201, "{first:?}");
    let again = keyed(&app, &ann, "one", (&path, json!({ "name": "main" }))).await;
    assert_eq!((again.status, again.code()), (409, "already_done"));
    let there = app.call("GET", &path, Some(&ann.cookie), None).await;
    assert_eq!(there.json["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_faulty_key_is_refused_before_anything_is_done() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let long = "k".repeat(256);
    for bad in ["", "two words", "schlüssel", "tab\there", &long] {
        let answer = keyed(&app, &ann, bad, (ACCOUNTS, account("Tides"))).await;
        assert_eq!((answer.status, answer.code()), (400, "bad_request"), "{bad}");
        assert_eq!(answer.faults(), ["/Idempotency-Key idempotency_key"]);
    }
    assert_eq!(accounts(&app, &ann).await, 1);
    let longest = keyed(&app, &ann, &long[1..], (ACCOUNTS, account("Tides"))).await;
    assert_eq!(longest.status, 201);
}

#[tokio::test]
async fn a_key_is_its_callers_alone() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    let of_ann = keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await;
    let of_bob = keyed(&app, &bob, "one", (ACCOUNTS, account("Low water"))).await;
    assert_eq!((of_ann.status, of_bob.status), (201, 201));
    assert_ne!(of_ann.json["app_id"], of_bob.json["app_id"]);
}

#[tokio::test]
async fn what_was_refused_may_be_sent_anew_with_its_key() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let refused = keyed(&app, &ann, "one", (ACCOUNTS, account(""))).await;
    assert_eq!(refused.status, 422);
    assert_eq!(keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await.status, 201);
}

#[tokio::test]
async fn where_nobody_is_known_the_key_is_not_looked_at() {
    let app = TestDesk::new().await;
    for name in ["ann", "bob"] {
        let body = json!({ "channel": "email", "address": format!("{name}@example.cn") });
        let call = app.request("POST", "/api/v1/verifications").header("idempotency-key", "two words");
        assert_eq!(call.json(&body).send().await.status, 202);
    }
    let call = app.request("POST", ACCOUNTS).header("idempotency-key", "one").json(&account("Tides"));
    assert_eq!(call.send().await.status, 401);
}

#[tokio::test]
async fn of_two_sent_at_once_one_is_carried_out() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let send = || keyed(&app, &ann, "one", (ACCOUNTS, account("Tides")));
    let (one, other) = tokio::join!(send(), send());
    for answer in [&one, &other] {
        assert!(answer.status == 201 || answer.code() == "still_at_work", "{answer:?}");
    }
    assert_eq!(accounts(&app, &ann).await, 2);
}

#[tokio::test]
async fn who_hangs_up_at_any_moment_and_sends_again_has_it_done_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for polls in 1..=24 {
        let (key, name) = (format!("key-{polls}"), format!("Tides {polls}"));
        {
            let mut sending = pin!(keyed(&app, &ann, &key, (ACCOUNTS, account(&name))));
            for _ in 0..polls {
                let done = poll_fn(|context| Poll::Ready(sending.as_mut().poll(context).is_ready())).await;
                if done {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        let answer = loop {
            let answer = keyed(&app, &ann, &key, (ACCOUNTS, account(&name))).await;
            if answer.code() != "still_at_work" {
                break answer;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(answer.status, 201, "after {polls}: {answer:?}");
        assert_eq!(accounts(&app, &ann).await, 1 + polls);
    }
}

#[tokio::test]
async fn who_lost_the_right_does_not_see_the_answer_again() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &bob, Role::Administrator).await;
    let path = format!("{ACCOUNTS}/{}/freeze", ann.app_id);
    assert_eq!(keyed(&app, &bob, "one", (&path, Value::Null)).await.status, 200);
    assert_eq!(keyed(&app, &bob, "one", (&path, Value::Null)).await.status, 200);
    let remove = format!("{ACCOUNTS}/{}/members/{}", ann.app_id, bob.id);
    assert_eq!(app.call("DELETE", &remove, Some(&ann.cookie), None).await.status, 204);
    let gone = keyed(&app, &bob, "one", (&path, Value::Null)).await;
    assert_eq!((gone.status, gone.code()), (404, "missing_account"));
}

#[tokio::test]
async fn when_somebody_is_erased_no_answer_is_left_that_may_name_them() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let lin = app.reviewer().await;
    assert_eq!(keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await.status, 201);
    let erased =
        app.call("POST", "/api/v1/me/erase", Some(&lin.cookie), Some(json!({ "password": PASSWORD }))).await;
    assert_eq!(erased.status, 204, "{erased:?}");
    let again = keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await;
    assert_eq!((again.status, again.code()), (409, "already_done"));
    assert_eq!(accounts(&app, &ann).await, 2);
}

#[tokio::test]
async fn after_a_day_a_key_is_forgotten() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    assert_eq!(keyed(&app, &ann, "one", (ACCOUNTS, account("Tides"))).await.status, 201);
    app.advance(Span::hours(25));
    app.desk.store().writer.sweep_old(app.desk.now()).await.unwrap();
    let ann = app.signed_in_again(&ann).await;
    assert_eq!(keyed(&app, &ann, "one", (ACCOUNTS, account("Low water"))).await.status, 201);
    assert_eq!(accounts(&app, &ann).await, 3);
}
