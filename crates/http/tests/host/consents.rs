use axum::http::{Method, StatusCode};
use serde_json::json;
use vermilion_model::Span;

use crate::ground::Ground;

#[tokio::test]
async fn consents_are_given_listed_and_taken_back() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/users/{user}/consents/{}/scope.camera", ground.var("APPID"));
    let given = ground.host(Method::PUT, &path, Some(json!({"notice": 3}))).await;
    assert!(given.status == StatusCode::NO_CONTENT && given.seq.is_some());
    ground.test.advance(Span::secs(60));
    let withdrawn = ground.host(Method::DELETE, &path, None).await;
    assert!(withdrawn.status == StatusCode::NO_CONTENT && withdrawn.seq.is_some());
    let listed = ground.host(Method::GET, &format!("/users/{user}/consents"), None).await;
    assert_eq!(
        listed.json,
        json!({"items": [{"app_id": ground.var("APPID"), "scope": "scope.camera", "notice": 3,
            "granted_at": "2027-01-15T08:00:00Z", "withdrawn_at": "2027-01-15T08:01:00Z"}]})
    );
    let again = ground.host(Method::DELETE, &path, None).await;
    assert!(again.status == StatusCode::NO_CONTENT && again.seq.is_none());
}

// I4
#[tokio::test]
async fn taking_the_phone_number_back_kills_unspent_codes() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let code = ground.code("phone", &user).await.text("code");
    let path = format!("/users/{user}/consents/{}/scope.phoneNumber", ground.var("APPID"));
    ground.host(Method::DELETE, &path, None).await;
    assert_eq!(ground.phone_number(&code).await["errcode"], 40029);
    // Pressing the button again is a new consent.
    ground.test.advance(Span::secs(10));
    let code = ground.code("phone", &user).await.text("code");
    assert_eq!(ground.phone_number(&code).await["errcode"], 0);
}

#[tokio::test]
async fn unknown_scopes_accounts_and_bodies_are_named() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let app_id = ground.var("APPID");
    let notice = Some(json!({"notice": 1}));
    let put = |app_id: &str, scope: &str| format!("/users/{user}/consents/{app_id}/{scope}");
    let refused = ground.host(Method::PUT, &put(&app_id, "scope.nothing"), notice.clone()).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "missing_scope"));
    let refused = ground.host(Method::DELETE, &put("wx0123456789abcdef", "scope.camera"), None).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "missing_account"));
    let no_program = put(&ground.var("MP_APPID"), "scope.camera");
    let refused = ground.host(Method::PUT, &no_program, notice).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "not_for_account_type"));
    let bad = ground.host(Method::PUT, &put(&app_id, "scope.camera"), Some(json!({}))).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_closed_user_allows_nothing() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    ground.host(Method::POST, &format!("/users/{user}/close"), None).await;
    let path = format!("/users/{user}/consents/{}/scope.camera", ground.var("APPID"));
    let refused = ground.host(Method::PUT, &path, Some(json!({"notice": 1}))).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "user_gone"));
}
