//! Web authorization: codes from the host app, tokens, profiles, and what ends them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vermilion_model::Span;

use crate::ground::{Answer, Ground};

async fn code(ground: &Ground, user: &str, scope: &str) -> Answer {
    let body = json!({"app_id": ground.var("MP_APPID"), "scope": scope, "notice": 3});
    ground.host(Method::POST, &format!("/users/{user}/oauth-codes"), Some(body)).await
}

async fn exchange(ground: &Ground, code: &str) -> Value {
    let (app_id, secret) = (ground.var("MP_APPID"), ground.var("MP_APPSECRET"));
    let query = format!("appid={app_id}&secret={secret}&code={code}&grant_type=authorization_code");
    ground.plain(Method::GET, &format!("/sns/oauth2/access_token?{query}"), None).await.json
}

async fn authorize(ground: &Ground, user: &str, scope: &str) -> Value {
    let issued = code(ground, user, scope).await;
    assert_eq!(issued.status, StatusCode::CREATED, "{:?}", issued.json);
    exchange(ground, &issued.text("code")).await
}

async fn refresh(ground: &Ground, app_id: &str, token: &Value) -> Value {
    let token = token.as_str().unwrap();
    let query = format!("appid={app_id}&grant_type=refresh_token&refresh_token={token}");
    ground.plain(Method::GET, &format!("/sns/oauth2/refresh_token?{query}"), None).await.json
}

async fn with(ground: &Ground, path: &str, tokens: &Value) -> Value {
    let (token, open_id) = (tokens["access_token"].as_str().unwrap(), tokens["openid"].as_str().unwrap());
    ground.plain(Method::GET, &format!("{path}?access_token={token}&openid={open_id}"), None).await.json
}

#[tokio::test]
async fn a_code_yields_tokens_once_and_they_read_the_profile() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let code = code(&ground, &user, "snsapi_userinfo").await;
    assert_eq!(code.json["expires_in"], 300);
    let tokens = exchange(&ground, &code.text("code")).await;
    assert_eq!((&tokens["scope"], &tokens["expires_in"]), (&json!("snsapi_userinfo"), &json!(7200)));
    assert!(tokens["errcode"].is_null() && tokens["refresh_token"].is_string(), "{tokens}");
    let again = exchange(&ground, &code.text("code")).await;
    assert_eq!(again["errcode"], 40163);
    assert!(again["errmsg"].as_str().unwrap().starts_with("code been used, rid: "), "{again}");

    assert_eq!(with(&ground, "/sns/auth", &tokens).await, json!({"errcode": 0, "errmsg": "ok"}));
    let profile = with(&ground, "/sns/userinfo", &tokens).await;
    assert_eq!((&profile["openid"], &profile["nickname"]), (&tokens["openid"], &json!("小满")));
    assert_eq!((&profile["sex"], &profile["privilege"]), (&json!(0), &json!([])));
    let consents = ground.host(Method::GET, &format!("/users/{user}/consents"), None).await;
    let consent = &consents.json["items"][0];
    assert_eq!((&consent["scope"], &consent["notice"]), (&json!("scope.userInfo"), &json!(3)));
}

#[tokio::test]
async fn a_base_scope_shows_the_open_id_alone_and_records_no_consent() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let tokens = authorize(&ground, &user, "snsapi_base").await;
    assert_eq!(with(&ground, "/sns/auth", &tokens).await["errcode"], 0);
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 48001);
    let consents = ground.host(Method::GET, &format!("/users/{user}/consents"), None).await;
    assert_eq!(consents.json["items"], json!([]));
    let website = code(&ground, &user, "snsapi_login").await;
    assert_eq!(website.json["expires_in"], 600, "a website has ten minutes");
}

#[tokio::test]
async fn a_refresh_gives_the_living_token_more_time_and_a_dead_one_a_successor() {
    let ground = Ground::new().await;
    let app_id = ground.var("MP_APPID");
    let tokens = authorize(&ground, &ground.user("u-1", "13800000001").await, "snsapi_userinfo").await;
    ground.test.advance(Span::secs(7000));
    let same = refresh(&ground, &app_id, &tokens["refresh_token"]).await;
    assert_eq!((&same["access_token"], &same["expires_in"]), (&tokens["access_token"], &json!(7200)));
    assert_eq!(same["refresh_token"], tokens["refresh_token"]);
    ground.test.advance(Span::secs(7199));
    assert_eq!(with(&ground, "/sns/auth", &tokens).await["errcode"], 0);
    ground.test.advance(Span::secs(1));
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 42001);
    let next = refresh(&ground, &app_id, &tokens["refresh_token"]).await;
    assert_ne!(next["access_token"], tokens["access_token"]);
    assert_eq!(with(&ground, "/sns/userinfo", &next).await["nickname"], "小满");
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 42001, "the dead one stays dead");
    ground.test.advance(Span::days(30));
    assert_eq!(refresh(&ground, &app_id, &tokens["refresh_token"]).await["errcode"], 42002);
}

#[tokio::test]
async fn what_the_user_took_back_never_comes_alive_again() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let app_id = ground.var("MP_APPID");
    let tokens = authorize(&ground, &user, "snsapi_userinfo").await;
    let base = authorize(&ground, &user, "snsapi_base").await;
    let unspent = code(&ground, &user, "snsapi_userinfo").await.text("code");
    let consent = format!("/users/{user}/consents/{app_id}/scope.userInfo");
    ground.test.advance(Span::secs(10));
    ground.host(Method::DELETE, &consent, None).await;
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 40001);
    assert_eq!(with(&ground, "/sns/auth", &tokens).await["errcode"], 40001);
    assert_eq!(refresh(&ground, &app_id, &tokens["refresh_token"]).await["errcode"], 40030);
    assert_eq!(exchange(&ground, &unspent).await["errcode"], 40029);
    assert_eq!(with(&ground, "/sns/auth", &base).await["errcode"], 0, "it stands on no consent");

    ground.test.advance(Span::secs(10));
    let fresh = authorize(&ground, &user, "snsapi_userinfo").await;
    assert_eq!(with(&ground, "/sns/userinfo", &fresh).await["nickname"], "小满");
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 40001);
    assert_eq!(refresh(&ground, &app_id, &tokens["refresh_token"]).await["errcode"], 40030);

    ground.host(Method::POST, &format!("/users/{user}/close"), None).await;
    for ended in [&fresh, &base] {
        assert_eq!(with(&ground, "/sns/auth", ended).await["errcode"], 40001);
        assert_eq!(refresh(&ground, &app_id, &ended["refresh_token"]).await["errcode"], 40030);
    }
}

#[tokio::test]
async fn a_secret_that_goes_with_its_tokens_takes_these_along() {
    let ground = Ground::new().await;
    let owner = ground.sign_in("OWNER").await;
    let tokens = authorize(&ground, &ground.user("u-1", "13800000001").await, "snsapi_userinfo").await;
    let path = format!("/accounts/{}/secrets/reset", ground.var("MP_APPID"));
    let body = json!({"name": "new", "password": ground.var("OWNER_PASSWORD"), "tokens": "end_too"});
    let reset = ground.console(&owner, Method::POST, &path, Some(body)).await;
    assert_eq!(reset.status, StatusCode::CREATED, "{:?}", reset.json);
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 40001);
}

#[tokio::test]
async fn every_argument_has_its_code() {
    let ground = Ground::new().await;
    let (app_id, secret, other) = (ground.var("MP_APPID"), ground.var("MP_APPSECRET"), ground.var("APPID"));
    let user = ground.user("u-1", "13800000001").await;
    let tokens = authorize(&ground, &user, "snsapi_userinfo").await;
    let (token, open_id) = (tokens["access_token"].as_str().unwrap(), tokens["openid"].as_str().unwrap());
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let login = ground.code("login", &user).await.text("code");
    let exchange = format!("/sns/oauth2/access_token?grant_type=authorization_code&secret={secret}");
    let renew = "/sns/oauth2/refresh_token?grant_type=refresh_token";
    let mini_secret = ground.var("APPSECRET");
    let cases = [
        (exchange.clone(), 41002),
        (format!("{exchange}&appid=wx0123456789abcdef&code=x"), 40013),
        (format!("/sns/oauth2/access_token?appid={app_id}&grant_type=authorization_code"), 41004),
        (format!("/sns/oauth2/access_token?appid={app_id}&secret={secret}&code=x"), 40002),
        (format!("{exchange}&appid={app_id}"), 41008),
        (format!("{exchange}&appid={app_id}&code=x"), 40029),
        (format!("{exchange}&appid={app_id}&code={login}"), 40029),
        (format!("{}&appid={app_id}&code=x", exchange.replace(&secret, &"0".repeat(32))), 40125),
        (format!("{}&appid={other}&code=x", exchange.replace(&secret, &mini_secret)), 48001),
        (renew.to_owned(), 41002),
        (format!("{renew}&appid=wx"), 40013),
        (format!("{renew}&appid={app_id}"), 41003),
        (format!("{renew}&appid={app_id}&refresh_token=nope"), 40030),
        (format!("{renew}&appid={app_id}&refresh_token={token}"), 40030),
        (format!("/sns/oauth2/refresh_token?appid={app_id}&refresh_token={refresh}"), 40002),
        (format!("/sns/auth?openid={open_id}"), 41001),
        (format!("/sns/auth?access_token=nope&openid={open_id}"), 40001),
        (format!("/sns/auth?access_token={refresh}&openid={open_id}"), 40001),
        (format!("/sns/auth?access_token={token}"), 41009),
        (format!("/sns/auth?access_token={token}&openid={}", ground.var("OPENID")), 40003),
        (format!("/sns/userinfo?access_token={token}&openid=o"), 40003),
    ];
    for (path, code) in cases {
        let answer = ground.plain(Method::GET, &path, None).await.json;
        assert_eq!(answer["errcode"], code, "{path}: {answer}");
        assert!(answer["errmsg"].as_str().unwrap().contains(", rid: "), "{answer}");
    }
    let expired = code(&ground, &user, "snsapi_base").await.text("code");
    ground.test.advance(Span::secs(300));
    let path = format!("{exchange}&appid={app_id}&code={expired}");
    assert_eq!(ground.plain(Method::GET, &path, None).await.json["errcode"], 42003);
}

#[tokio::test]
async fn a_code_is_drawn_for_a_service_account_that_may_use_it() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/users/{user}/oauth-codes");
    let ask = async |app_id: Value, scope: &str| {
        ground.host(Method::POST, &path, Some(json!({"app_id": app_id, "scope": scope}))).await
    };
    let mini = ask(ground.env["APPID"].clone(), "snsapi_base").await;
    assert_eq!((mini.status, mini.code()), (StatusCode::CONFLICT, "not_for_account_type"));
    let unknown = ask(json!("wx0123456789abcdef"), "snsapi_base").await;
    assert_eq!((unknown.status, unknown.code()), (StatusCode::NOT_FOUND, "missing_account"));
    let scope = ask(ground.env["MP_APPID"].clone(), "snsapi_everything").await;
    assert_eq!(scope.json["fields"][0]["pointer"], "/scope", "{:?}", scope.json);

    let owner = ground.sign_in("OWNER").await;
    let account = format!("/accounts/{}/authorizations", ground.var("MP_APPID"));
    let held = ground.console(&owner, Method::GET, &account, None).await;
    let revoke = format!("{account}/{}/revoke", held.json["items"][0]["id"].as_str().unwrap());
    let tokens = authorize(&ground, &user, "snsapi_userinfo").await;
    ground.console(&owner, Method::POST, &revoke, Some(json!({"name": "朱批服务台"}))).await;
    let refused = ask(ground.env["MP_APPID"].clone(), "snsapi_base").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "capability_missing"));
    assert_eq!(with(&ground, "/sns/userinfo", &tokens).await["errcode"], 48001, "nor do its tokens read");
}
