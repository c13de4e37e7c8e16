use std::sync::Arc;

use axum::http::{Method, StatusCode};
use serde_json::json;
use vermilion_model::Span;
use vermilion_service::hosts::{close_user, issue_login_code};

use crate::ground::Ground;

#[tokio::test]
async fn a_login_code_logs_in_once_within_five_minutes() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let issued = ground.code("login", &user).await;
    assert_eq!((issued.status, &issued.json["expires_in"]), (StatusCode::CREATED, &json!(300)));
    let code = issued.text("code");
    assert!(ground.exchange(&code).await["session_key"].is_string());
    assert_eq!(ground.exchange(&code).await["errcode"], 40163);

    let code = ground.code("login", &user).await.text("code");
    ground.test.advance(Span::secs(300));
    assert_eq!(ground.exchange(&code).await["errcode"], 40029);
}

#[tokio::test]
async fn an_account_that_is_not_listed_or_not_there_gets_no_codes() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let operator = ground.sign_in("OPERATOR").await;
    let hosts = ground.console(&operator, Method::GET, "/operations/host-apps", None).await;
    let host = hosts.json["items"][0]["id"].as_str().unwrap();
    let listing = format!("/operations/host-apps/{host}/listings/{}", ground.var("MP_APPID"));
    ground.console(&operator, Method::DELETE, &listing, None).await;
    for kind in ["login", "phone"] {
        let path = format!("/users/{user}/{kind}-codes");
        let unlisted = json!({"app_id": ground.var("MP_APPID")});
        let refused = ground.host(Method::POST, &path, Some(unlisted)).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "not_listed"));
        for unknown in ["wx0123456789abcdef", "", "朱批"] {
            let refused = ground.host(Method::POST, &path, Some(json!({"app_id": unknown}))).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "missing_account"));
        }
        let bad = ground.host(Method::POST, &path, Some(json!({"app_id": 1}))).await;
        assert_eq!((bad.status, bad.code()), (StatusCode::BAD_REQUEST, "bad_request"));
        assert_eq!(bad.json["fields"][0]["pointer"], "/app_id");
    }
}

// I6: everybody who needs the pair at once gets the same one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn first_logins_at_once_make_one_pair() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let host = ground.test.desk.host_caller(&ground.var("HOST_KEY")).unwrap();
    let app_id: Arc<str> = ground.var("APPID").into();
    let logins: Vec<_> = (0..16)
        .map(|_| {
            let (desk, app_id, user) =
                (Arc::clone(&ground.test.desk), Arc::clone(&app_id), user.parse().unwrap());
            tokio::spawn(async move { issue_login_code(&desk, host, user, &app_id).await.unwrap() })
        })
        .collect();
    let mut open_ids = Vec::new();
    for login in logins {
        let code = login.await.unwrap().code;
        open_ids.push(ground.exchange(code.expose()).await["openid"].as_str().unwrap().to_owned());
    }
    open_ids.dedup();
    assert_eq!(open_ids.len(), 1);
    assert_eq!(ground.test.desk.read.pairs_of_user(user.parse().unwrap()).await.unwrap().len(), 1);
}

// I4: whichever comes first, a user who is closed while logging in cannot log in afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_beside_a_closing_leaves_no_living_code() {
    let ground = Ground::new().await;
    let host = ground.test.desk.host_caller(&ground.var("HOST_KEY")).unwrap();
    let app_id: Arc<str> = ground.var("APPID").into();
    for n in 0..24 {
        let user = ground.user(&format!("u-{n}"), "13800000001").await;
        let (desk, app_id, id) = (Arc::clone(&ground.test.desk), Arc::clone(&app_id), user.parse().unwrap());
        let login = tokio::spawn(async move { issue_login_code(&desk, host, id, &app_id).await });
        for _ in 0..n {
            tokio::task::yield_now().await;
        }
        close_user(&ground.test.desk, host, id).await.unwrap();
        if let Ok(issued) = login.await.unwrap() {
            assert_eq!(ground.exchange(issued.code.expose()).await["errcode"], 40029, "round {n}");
        }
    }
}

#[tokio::test]
async fn a_phone_code_needs_a_number_and_hands_it_over_once() {
    let ground = Ground::new().await;
    let made = ground.host(Method::POST, "/users", Some(json!({"external_id": "bare"}))).await;
    let refused = ground.code("phone", &made.text("id")).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "no_phone"));

    let user = ground.user("u-1", "13800000001").await;
    let code = ground.code("phone", &user).await.text("code");
    let phone = ground.phone_number(&code).await;
    assert_eq!(phone["phone_info"]["phoneNumber"], "13800000001", "{phone}");
    assert_eq!(ground.phone_number(&code).await["errcode"], 40029);
    assert_eq!(ground.exchange(&code).await["errcode"], 40029, "a phone code is no login code");
    let consents = ground.host(Method::GET, &format!("/users/{user}/consents"), None).await;
    assert_eq!(consents.json["items"][0]["scope"], "scope.phoneNumber");
}

#[tokio::test]
async fn user_data_opens_with_the_session_key_and_hides_what_is_not_allowed() {
    let ground = Ground::new().await;
    let (user, other) = (ground.user("u-1", "13800000001").await, ground.user("u-2", "13800000002").await);
    let code = ground.code("login", &user).await.text("code");
    let path = format!("/users/{user}/user-data");
    let sealed = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    assert_eq!(sealed.status, StatusCode::OK, "{:?}", sealed.json);
    let raw: serde_json::Value = serde_json::from_str(&sealed.text("raw_data")).unwrap();
    assert_eq!(raw["nickName"], "微信用户");

    let consent = format!("/users/{user}/consents/{}/scope.userInfo", ground.var("APPID"));
    ground.host(Method::PUT, &consent, Some(json!({"notice": 1}))).await;
    let sealed = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    let raw: serde_json::Value = serde_json::from_str(&sealed.text("raw_data")).unwrap();
    assert_eq!(raw["nickName"], "小满");

    let others =
        ground.host(Method::POST, &format!("/users/{other}/user-data"), Some(json!({"code": code}))).await;
    assert_eq!((others.status, others.code()), (StatusCode::CONFLICT, "code_wrong"));
    let key = ground.exchange(&code).await["session_key"].as_str().unwrap().parse().unwrap();
    let signature = vermilion_wire::user_data::raw_data_signature(sealed.text("raw_data").as_bytes(), &key);
    assert_eq!(sealed.text("signature"), signature);
    let spent = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    assert_eq!((spent.status, spent.code()), (StatusCode::CONFLICT, "code_wrong"));
}
