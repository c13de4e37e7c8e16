use serde_json::json;
use vermilion_model::Span;
use vermilion_testkit::{Answer, TestDesk};

async fn send(app: &TestDesk, address: &str) -> Answer {
    let body = json!({"channel": "email", "address": address});
    app.call("POST", "/api/v1/verifications", None, Some(body)).await
}

#[tokio::test]
async fn the_answer_does_not_tell_who_is_registered_and_the_message_does() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    app.advance(Span::mins(1));
    let (known, unknown) = (send(&app, "ann@example.cn").await, send(&app, "bob@example.cn").await);
    assert_eq!((known.status, &known.bytes), (202, &unknown.bytes));
    assert_eq!(known.headers, unknown.headers);
    assert_eq!(app.code_for("ann@example.cn").await, None);
    assert!(app.code_for("bob@example.cn").await.is_some());
    let again = (send(&app, "ann@example.cn").await, send(&app, "bob@example.cn").await);
    assert_eq!((again.0.status, again.0.code()), (429, "too_many_tries"));
    assert_eq!((again.1.status, again.1.code()), (429, "too_many_tries"));
}

#[tokio::test]
async fn one_a_minute_and_ten_a_day_for_each_address() {
    let app = TestDesk::new().await;
    for _ in 0..10 {
        assert_eq!(send(&app, "ann@example.cn").await.status, 202);
        app.advance(Span::secs(59));
        assert_eq!(send(&app, "ANN@example.cn").await.status, 429);
        app.advance(Span::secs(1));
    }
    app.advance(Span::hours(1));
    assert_eq!(send(&app, "ann@example.cn").await.status, 429);
    assert_eq!(send(&app, "bob@example.cn").await.status, 202);
    app.advance(Span::hours(23));
    assert_eq!(send(&app, "ann@example.cn").await.status, 202);
}

#[tokio::test]
async fn the_message_speaks_the_callers_language() {
    let app = TestDesk::new().await;
    send(&app, "ann@example.cn").await;
    assert_eq!(app.mail_to("ann@example.cn").await.unwrap().subject, "你的验证码");
    let body = json!({"channel": "email", "address": "bob@example.cn"});
    let call = app.request("POST", "/api/v1/verifications").header("accept-language", "en");
    assert_eq!(call.json(&body).send().await.status, 202);
    assert_eq!(app.mail_to("bob@example.cn").await.unwrap().subject, "Your verification code");
}

#[tokio::test]
async fn faulty_input_is_said_at_its_field() {
    let app = TestDesk::new().await;
    assert_eq!(send(&app, "ann@").await.faults(), ["/address email"]);
    assert_eq!(send(&app, " ").await.faults(), ["/address required"]);
    let body = json!({"channel": "pigeon", "address": "ann@example.cn"});
    let answer = app.call("POST", "/api/v1/verifications", None, Some(body)).await;
    assert_eq!(answer.faults(), ["/channel unknown"]);
}
