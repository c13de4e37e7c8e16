//! A host app's request sent again with its `Idempotency-Key`.

use axum::http::Method;
use serde_json::{Value, json};
use vermilion_testkit::Answer;

use crate::ground::Ground;

async fn keyed(ground: &Ground, method: &str, path: &str, body: Option<Value>) -> Answer {
    let key = format!("Bearer {}", ground.var("HOST_KEY"));
    let path = format!("/host/v1{path}");
    let call =
        ground.test.request(method, &path).header("authorization", &key).header("idempotency-key", "one");
    match body {
        Some(body) => call.json(&body).send().await,
        None => call.send().await,
    }
}

#[tokio::test]
async fn is_done_once_and_a_code_is_not_shown_again() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let consent = format!("/users/{user}/consents/{}/scope.camera", ground.var("APPID"));
    let given = keyed(&ground, "PUT", &consent, Some(json!({ "notice": 3 }))).await;
    assert_eq!((given.status, given.header("idempotent-replayed")), (204, ""), "{given:?}");
    let again = keyed(&ground, "PUT", &consent, Some(json!({ "notice": 3 }))).await;
    assert_eq!((again.status, again.header("idempotent-replayed")), (204, "true"));
    assert_eq!(again.header("vermilion-seq"), given.header("vermilion-seq"));
    assert_eq!(keyed(&ground, "PUT", &consent, Some(json!({ "notice": 4 }))).await.code(), "key_reused");

    let codes = format!("/users/{user}/login-codes");
    let body = json!({ "app_id": ground.var("APPID") });
    assert_eq!(keyed(&ground, "POST", &codes, Some(body.clone())).await.status, 201);
    let again = keyed(&ground, "POST", &codes, Some(body)).await;
    assert_eq!((again.status, again.code()), (409, "already_done"));
}

#[tokio::test]
async fn without_its_key_of_the_platform_a_host_app_is_refused_as_ever() {
    let ground = Ground::new().await;
    let refused =
        ground.keyed("vhk_nobody", Method::POST, "/users", Some(json!({ "external_id": "u" }))).await;
    assert_eq!(refused.status, 401);
    let call = ground.test.request("POST", "/host/v1/users").header("idempotency-key", "one");
    assert_eq!(call.json(&json!({ "external_id": "u" })).send().await.status, 401);
}
