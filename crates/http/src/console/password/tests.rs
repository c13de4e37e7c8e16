use serde_json::json;
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

const NEW: &str = "an entirely other sentence";

async fn change(app: &TestDesk, by: &Member, current: &str, new: &str) -> Answer {
    let body = json!({"current": current, "password": new});
    app.call("POST", "/api/v1/password", Some(&by.cookie), Some(body)).await
}

async fn sign_in(app: &TestDesk, password: &str) -> Answer {
    let body = json!({"login": "ann@example.cn", "password": password});
    app.call("POST", "/api/v1/sessions", None, Some(body)).await
}

#[tokio::test]
async fn the_new_one_works_the_old_one_does_not_and_every_session_ends() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let other = sign_in(&app, PASSWORD).await.cookie().unwrap();
    let answer = change(&app, &ann, PASSWORD, NEW).await;
    assert_eq!((answer.status, answer.header("vermilion-seq")), (204, "1.0-2"));
    for cookie in [&ann.cookie, &other] {
        assert_eq!(app.call("GET", "/api/v1/me", Some(cookie), None).await.status, 401);
    }
    assert_eq!(sign_in(&app, PASSWORD).await.status, 401);
    assert_eq!(sign_in(&app, NEW).await.status, 201);
}

#[tokio::test]
async fn a_wrong_current_one_is_a_fault_and_counts_as_a_try() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for _ in 0..5 {
        let answer = change(&app, &ann, "wrong", NEW).await;
        assert_eq!((answer.status, answer.faults()), (422, vec!["/current wrong_password".to_owned()]));
    }
    assert_eq!(change(&app, &ann, PASSWORD, NEW).await.code(), "too_many_tries");
    // Counted by the session: guesses here do not delay signing in elsewhere, nor theirs these.
    assert_eq!(sign_in(&app, PASSWORD).await.status, 201);
}

#[tokio::test]
async fn a_weak_one_is_refused() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    assert_eq!(change(&app, &ann, PASSWORD, "short").await.faults(), ["/password too_short"]);
    assert_eq!(change(&app, &ann, PASSWORD, "ann@example.cn").await.faults(), ["/password weak_password"]);
    assert_eq!(sign_in(&app, PASSWORD).await.status, 201);
}
