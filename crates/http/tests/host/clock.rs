//! What a node does while its clock cannot be believed.

use axum::http::{Method, StatusCode};
use serde_json::json;
use vermilion_model::fact::Actor;
use vermilion_model::{Span, Time};
use vermilion_service::operations::accept_clock;
use vermilion_service::{Clock, ClockFault};

use crate::ground::{Answer, Ground};

/// Makes a user.
async fn write(ground: &Ground, external_id: &str) -> Answer {
    let phone = json!({"country_code": "86", "number": "13800000001"});
    let body = json!({"external_id": external_id, "phone": phone, "nickname": "小满"});
    ground.host(Method::POST, "/users", Some(body)).await
}

/// Stops the seeded account or lets it act again, which is a fact of the audit log.
async fn stop(ground: &Ground, operator: &str, verb: &str) -> Answer {
    let path = format!("/operations/accounts/{}/{verb}", ground.var("APPID"));
    ground.console(operator, Method::POST, &path, Some(json!({"reason": "spam"}))).await
}

/// The newest entry's number and time.
async fn newest(ground: &Ground) -> (i64, Time) {
    let newest = ground.test.desk.read.entries_before(0, i64::MAX, 1).await.unwrap();
    (newest[0].seq.number, newest[0].at)
}

fn jump(ground: &Ground, by: Span) {
    let clock = &ground.test.clock;
    clock.set_wall(clock.now().plus(by));
}

fn fall(ground: &Ground, by: Span) {
    let clock = &ground.test.clock;
    clock.set_wall(clock.now().minus(by));
}

#[tokio::test]
async fn a_clock_that_jumped_writes_nothing_until_it_comes_back() {
    let ground = Ground::new().await;
    let code = ground.code("login", &write(&ground, "before").await.text("id")).await.text("code");
    let operator = ground.sign_in("OPERATOR").await;
    let before = newest(&ground).await;
    jump(&ground, Span::secs(10));

    assert_eq!(ground.test.desk.clock_fault(), Some(ClockFault::Ahead(Span::secs(10))));
    let refused = write(&ground, "during").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::SERVICE_UNAVAILABLE, "busy"));
    assert_eq!(ground.exchange(&code).await["errcode"], -1, "a code is spent by writing");
    assert_eq!(stop(&ground, &operator, "suspend").await.code(), "busy");
    assert_eq!(newest(&ground).await, before);
    let read = ground.console(&operator, Method::GET, "/operations/accounts?limit=1", None).await;
    assert_eq!(read.status, StatusCode::OK, "{:?}", read.json);
    assert_eq!(ground.phone_number("no code").await["errcode"], 40029, "tokens and decisions go on");

    fall(&ground, Span::secs(10));
    assert_eq!(ground.test.desk.clock_fault(), None);
    assert_eq!(write(&ground, "after").await.status, StatusCode::CREATED);
    assert!(ground.exchange(&code).await["session_key"].is_string(), "the code was not lost");
}

#[tokio::test]
async fn a_clock_that_jumped_writes_again_once_it_is_accepted() {
    let ground = Ground::new().await;
    jump(&ground, Span::hours(1));
    assert_eq!(write(&ground, "during").await.code(), "busy");
    accept_clock(&ground.test.desk, Actor::CommandLine).await.unwrap();
    let newest = ground.test.desk.read.entries_before(0, i64::MAX, 1).await.unwrap();
    assert_eq!((newest[0].kind.as_str(), newest[0].actor.as_str()), ("clock_accepted", "command_line"));
    assert_eq!(write(&ground, "after").await.status, StatusCode::CREATED);
    // What is accepted is that jump, not the next one.
    jump(&ground, Span::secs(10));
    assert_eq!(write(&ground, "again").await.code(), "busy");
}

#[tokio::test]
async fn a_clock_set_back_never_takes_the_log_back() {
    let ground = Ground::new().await;
    let operator = ground.sign_in("OPERATOR").await;
    ground.test.advance(Span::secs(60));
    assert_eq!(stop(&ground, &operator, "suspend").await.status, StatusCode::OK);
    let last = newest(&ground).await;
    fall(&ground, Span::secs(3));
    assert_eq!(stop(&ground, &operator, "restore").await.status, StatusCode::OK);
    assert_eq!(newest(&ground).await, (last.0 + 1, last.1), "time stands, it does not run back");

    fall(&ground, Span::secs(7));
    assert_eq!(ground.test.desk.clock_fault(), Some(ClockFault::Behind(Span::secs(10))));
    assert_eq!(stop(&ground, &operator, "suspend").await.code(), "busy");
    assert!(accept_clock(&ground.test.desk, Actor::CommandLine).await.is_err(), "nothing to accept");
    assert_eq!(newest(&ground).await.0, last.0 + 1);

    ground.test.advance(Span::secs(12));
    assert_eq!(stop(&ground, &operator, "suspend").await.status, StatusCode::OK);
    assert_eq!(newest(&ground).await, (last.0 + 2, last.1.plus(Span::secs(2))));
}
