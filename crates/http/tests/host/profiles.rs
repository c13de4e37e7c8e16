//! What a mini program learns of its users' nicknames and avatars, and what the host app changes of them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::ground::Ground;

async fn nickname(ground: &Ground, user: &str) -> Value {
    let code = ground.code("login", user).await.text("code");
    let path = format!("/users/{user}/user-data");
    let sealed = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    let raw: Value = serde_json::from_str(&sealed.text("raw_data")).unwrap();
    raw["nickName"].clone()
}

#[tokio::test]
async fn the_owner_chooses_whether_profiles_are_asked_for() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let owner = ground.sign_in("OWNER").await;
    let policy = format!("/accounts/{}/profile-policy", ground.var("APPID"));
    let state = format!("/users/{user}/profiles/{}", ground.var("APPID"));
    let consent = format!("/users/{user}/consents/{}/scope.userInfo", ground.var("APPID"));
    let asked = ground.host(Method::GET, &state, None).await;
    assert_eq!(asked.json, json!({"policy": "ask", "ask": true, "shown": false}));
    ground.host(Method::PUT, &consent, Some(json!({"notice": 1}))).await;
    let allowed = ground.host(Method::GET, &state, None).await;
    assert_eq!(allowed.json, json!({"policy": "ask", "ask": false, "shown": true}));
    assert_eq!(nickname(&ground, &user).await, "小满");
    for word in ["fill", "anonymous"] {
        let set = ground.console(&owner, Method::PUT, &policy, Some(json!({"policy": word}))).await;
        assert_eq!((set.status, set.seq.is_some()), (StatusCode::NO_CONTENT, true), "{:?}", set.json);
        let again = ground.console(&owner, Method::PUT, &policy, Some(json!({"policy": word}))).await;
        assert_eq!((again.status, again.seq), (StatusCode::NO_CONTENT, None));
        assert_eq!(ground.console(&owner, Method::GET, &policy, None).await.json, json!({"policy": word}));
        let state = ground.host(Method::GET, &state, None).await;
        assert_eq!(state.json, json!({"policy": word, "ask": false, "shown": false}));
        assert_eq!(nickname(&ground, &user).await, "微信用户", "whatever the user allowed before");
    }
    ground.console(&owner, Method::PUT, &policy, Some(json!({"policy": "ask"}))).await;
    assert_eq!(nickname(&ground, &user).await, "小满");
}

#[tokio::test]
async fn a_policy_is_one_of_three_words_of_a_mini_program_by_its_owner() {
    let ground = Ground::new().await;
    let owner = ground.sign_in("OWNER").await;
    let path = |app_id: &str| format!("/accounts/{app_id}/profile-policy");
    let bad = Some(json!({"policy": "sell"}));
    let refused = ground.console(&owner, Method::PUT, &path(&ground.var("APPID")), bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json["fields"][0]["pointer"], "/policy");
    let fill = || Some(json!({"policy": "fill"}));
    let service = ground.console(&owner, Method::PUT, &path(&ground.var("MP_APPID")), fill()).await;
    assert_eq!((service.status, service.code()), (StatusCode::CONFLICT, "not_for_account_type"));
    let other = ground.sign_in("REVIEWER").await;
    let theirs = ground.console(&other, Method::PUT, &path(&ground.var("APPID")), fill()).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_of_each_policy_is_seeded() {
    let ground = Ground::new().await;
    let operator = ground.sign_in("OPERATOR").await;
    let all = ground.console(&operator, Method::GET, "/operations/accounts", None).await;
    let user = ground.user("u-1", "13800000001").await;
    let mut seen = Vec::new();
    for item in all.json["items"].as_array().unwrap() {
        if item["account_type"] == "mini_program" {
            let path = format!("/users/{user}/profiles/{}", item["app_id"].as_str().unwrap());
            seen.push(ground.host(Method::GET, &path, None).await.text("policy"));
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, ["anonymous", "ask", "fill"]);
}

#[tokio::test]
async fn a_change_takes_what_is_named_and_leaves_the_rest() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/users/{user}");
    let consent = format!("{path}/consents/{}/scope.userInfo", ground.var("APPID"));
    ground.host(Method::PUT, &consent, Some(json!({"notice": 1}))).await;
    let open_id = ground.login(&user).await.0;
    let changed = ground.host(Method::PATCH, &path, Some(json!({"nickname": "大满"}))).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{:?}", changed.json);
    assert_eq!(nickname(&ground, &user).await, "大满");
    let phone = json!({"country_code": "86", "number": "13900000009"});
    ground.host(Method::PATCH, &path, Some(json!({"phone": phone, "nickname": null}))).await;
    assert_eq!(nickname(&ground, &user).await, "微信用户");
    let code = ground.code("phone", &user).await.text("code");
    assert_eq!(ground.phone_number(&code).await["phone_info"]["phoneNumber"], "13900000009");
    assert_eq!(ground.login(&user).await.0, open_id, "the same user");
    let known = ground.host(Method::GET, &path, None).await;
    assert_eq!(known.text("external_id"), "u-1");

    let bad = json!({"phone": {"country_code": "86", "number": "x"}, "avatar_url": "http://x"});
    let refused = ground.host(Method::PATCH, &path, Some(bad)).await;
    let pointers: Vec<_> =
        refused.json["fields"].as_array().unwrap().iter().map(|field| field["pointer"].clone()).collect();
    assert_eq!(pointers, [json!("/phone/number"), json!("/avatar_url")]);
    ground.host(Method::PATCH, &path, Some(json!({"phone": null}))).await;
    assert_eq!(ground.code("phone", &user).await.code(), "no_phone");
    ground.host(Method::POST, &format!("{path}/close"), None).await;
    let gone = ground.host(Method::PATCH, &path, Some(json!({"nickname": "x"}))).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::CONFLICT, "user_gone"));
}
