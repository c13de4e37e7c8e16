use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::ground::Ground;

/// A ground, and who runs its platform.
async fn operator() -> (Ground, String) {
    let ground = Ground::new().await;
    let cookie = ground.sign_in("OPERATOR").await;
    (ground, cookie)
}

#[tokio::test]
async fn accounts_are_listed_page_by_page() {
    let (ground, cookie) = operator().await;
    let mut seen = Vec::new();
    let mut next = Value::Null;
    loop {
        let after = next.as_str().map(|after| format!("&after={after}")).unwrap_or_default();
        let path = format!("/operations/accounts?limit=2{after}");
        let page = ground.console(&cookie, Method::GET, &path, None).await;
        assert_eq!(page.status, StatusCode::OK, "{:?}", page.json);
        let items = page.json["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        next = page.json["next"].clone();
        if next.is_null() {
            break;
        }
    }
    seen.sort();
    let mut seeded = ["朱批演示", "朱批服务台", "云舟开放平台", "青禾点餐", "南山书房"];
    seeded.sort_unstable();
    assert_eq!(seen, seeded);
    for bad in ["limit=0", "limit=x", "after=x"] {
        let refused =
            ground.console(&cookie, Method::GET, &format!("/operations/accounts?{bad}"), None).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn only_operators_operate() {
    let (ground, _) = operator().await;
    let (app_id, some) = (ground.var("APPID"), "018e0000-0000-7000-8000-000000000000");
    let operations = [
        (Method::GET, "/operations/accounts".to_owned()),
        (Method::POST, format!("/operations/accounts/{app_id}/suspend")),
        (Method::POST, format!("/operations/accounts/{app_id}/restore")),
        (Method::GET, "/operations/host-apps".to_owned()),
        (Method::POST, "/operations/host-apps".to_owned()),
        (Method::POST, format!("/operations/host-apps/{some}/keys")),
        (Method::DELETE, format!("/operations/host-apps/{some}/keys/1")),
        (Method::PUT, format!("/operations/host-apps/{some}/listings/{app_id}")),
        (Method::DELETE, format!("/operations/host-apps/{some}/listings/{app_id}")),
    ];
    for who in ["OWNER", "REVIEWER", "AUDITOR"] {
        let cookie = ground.sign_in(who).await;
        for (method, path) in &operations {
            let refused = ground.console(&cookie, method.clone(), path, Some(json!({}))).await;
            assert_eq!(
                (refused.status, refused.code()),
                (StatusCode::FORBIDDEN, "forbidden"),
                "{who} {path}"
            );
        }
    }
    for (method, path) in &operations {
        let refused = ground.plain(method.clone(), &format!("/api/v1{path}"), Some(json!({}))).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "signed_out"), "{path}");
    }
}

// I4
#[tokio::test]
async fn a_suspended_account_is_stopped_at_once_and_restored_at_once() {
    let (ground, cookie) = operator().await;
    let app_id = ground.var("APPID");
    let (suspend, restore) =
        (format!("/operations/accounts/{app_id}/suspend"), format!("/operations/accounts/{app_id}/restore"));
    let why = Some(json!({"reason": "fraud"}));
    let stopped = ground.console(&cookie, Method::POST, &suspend, why.clone()).await;
    assert!(stopped.status == StatusCode::OK && stopped.seq.is_some());
    assert_eq!((&stopped.json["standing"], &stopped.json["app_id"]), (&json!("suspended"), &json!(app_id)));
    assert_eq!(stopped.json["suspended_reason"], "fraud", "its members read why");
    assert_eq!(ground.exchange(&ground.var("JS_CODE")).await["errcode"], 50007);
    let user = ground.user("u-1", "13800000001").await;
    let refused = ground.code("login", &user).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "account_stopped"));
    let again = ground.console(&cookie, Method::POST, &suspend, why.clone()).await;
    assert!(again.status == StatusCode::OK && again.seq.is_none());

    let back = ground.console(&cookie, Method::POST, &restore, why).await;
    assert!(back.seq.is_some() && back.json["standing"] == "good" && back.json["suspended_reason"].is_null());
    assert!(ground.exchange(&ground.var("JS_CODE")).await["openid"].is_string());
}

#[tokio::test]
async fn a_reason_is_a_code() {
    let (ground, cookie) = operator().await;
    let path = format!("/operations/accounts/{}/suspend", ground.var("APPID"));
    for (reason, code) in [("", "required"), ("违规", "format"), (&*"a".repeat(65), "too_long")] {
        let refused = ground.console(&cookie, Method::POST, &path, Some(json!({"reason": reason}))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
        assert_eq!(refused.json["fields"][0]["code"], code, "{reason}");
    }
    let path = "/operations/accounts/wx0123456789abcdef/suspend";
    let missing = ground.console(&cookie, Method::POST, path, Some(json!({"reason": "fraud"}))).await;
    assert_eq!((missing.status, missing.code()), (StatusCode::NOT_FOUND, "missing_account"));
}

#[tokio::test]
async fn a_host_app_is_made_used_and_its_keys_changed_over() {
    let (ground, cookie) = operator().await;
    let made =
        ground.console(&cookie, Method::POST, "/operations/host-apps", Some(json!({"name": "校园通"}))).await;
    assert!(made.status == StatusCode::CREATED && made.seq.is_some(), "{:?}", made.json);
    let (id, first) = (made.text("id"), made.text("key"));
    let body = Some(json!({"external_id": "demo-1001"}));
    let user = ground.keyed(&first, Method::POST, "/users", body).await;
    assert_eq!(user.status, StatusCode::CREATED, "its users are its own, whatever others call theirs");
    let others = ground.host(Method::GET, &format!("/users/{}", user.text("id")), None).await;
    assert_eq!((others.status, others.code()), (StatusCode::NOT_FOUND, "missing_user"));

    let keys = format!("/operations/host-apps/{id}/keys");
    let second = ground.console(&cookie, Method::POST, &keys, None).await;
    assert_eq!((second.status, &second.json["number"]), (StatusCode::CREATED, &json!(2)));
    let revoked = ground.console(&cookie, Method::DELETE, &format!("{keys}/1"), None).await;
    assert!(revoked.status == StatusCode::NO_CONTENT && revoked.seq.is_some());
    let path = format!("/users/{}", user.text("id"));
    assert_eq!(ground.keyed(&first, Method::GET, &path, None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ground.keyed(&second.text("key"), Method::GET, &path, None).await.status, StatusCode::OK);
    let again = ground.console(&cookie, Method::DELETE, &format!("{keys}/1"), None).await;
    assert!(again.status == StatusCode::NO_CONTENT && again.seq.is_none());
    for unknown in ["3", "0", "x"] {
        let missing = ground.console(&cookie, Method::DELETE, &format!("{keys}/{unknown}"), None).await;
        assert_eq!(
            (missing.status, missing.code()),
            (StatusCode::NOT_FOUND, "missing_host_app"),
            "{unknown}"
        );
    }
    let listed = ground.console(&cookie, Method::GET, "/operations/host-apps", None).await;
    let items = listed.json["items"].as_array().unwrap();
    let ours = items.iter().find(|item| item["id"] == id.as_str()).unwrap();
    assert_eq!(
        ours["keys"][0],
        json!({"number": 2, "created_at": "2027-01-15T08:00:00Z", "revoked_at": null})
    );
    assert_eq!(ours["keys"][1]["revoked_at"], "2027-01-15T08:00:00Z");
    assert!(!listed.json.to_string().contains(&first));
}

#[tokio::test]
async fn an_account_runs_where_it_is_listed() {
    let (ground, cookie) = operator().await;
    let listed = ground.console(&cookie, Method::GET, "/operations/host-apps", None).await;
    let (id, app_id) = (listed.json["items"][0]["id"].as_str().unwrap(), ground.var("APPID"));
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/operations/host-apps/{id}/listings/{app_id}");
    let out = ground.console(&cookie, Method::DELETE, &path, None).await;
    assert!(out.status == StatusCode::NO_CONTENT && out.seq.is_some());
    assert_eq!(ground.code("login", &user).await.code(), "not_listed");
    assert!(ground.console(&cookie, Method::DELETE, &path, None).await.seq.is_none());
    let back = ground.console(&cookie, Method::PUT, &path, None).await;
    assert!(back.status == StatusCode::NO_CONTENT && back.seq.is_some());
    assert_eq!(ground.code("login", &user).await.status, StatusCode::CREATED);
    assert!(ground.console(&cookie, Method::PUT, &path, None).await.seq.is_none());
    let wrong = format!("/operations/host-apps/{id}/listings/wx0123456789abcdef");
    assert_eq!(ground.console(&cookie, Method::PUT, &wrong, None).await.code(), "missing_account");
    let wrong = format!("/operations/host-apps/x/listings/{app_id}");
    assert_eq!(ground.console(&cookie, Method::PUT, &wrong, None).await.code(), "missing_host_app");
}

#[tokio::test]
async fn a_host_app_needs_a_name() {
    let (ground, cookie) = operator().await;
    for (name, code) in [("  ", "required"), (&*"x".repeat(41), "too_long")] {
        let refused =
            ground.console(&cookie, Method::POST, "/operations/host-apps", Some(json!({"name": name}))).await;
        assert_eq!(refused.json["fields"][0]["code"], code);
    }
}
