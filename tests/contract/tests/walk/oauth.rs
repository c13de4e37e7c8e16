//! The `sns` chain of the seeded service account.

use serde_json::{Value, json};
use vermilion_model::Span;

use crate::stage::Stage;

pub(crate) async fn walk(stage: &mut Stage<'_>) {
    let user = stage.user("oauth-1").await;
    let tokens = exchange(stage, &user, "snsapi_userinfo").await;
    let base = exchange(stage, &user, "snsapi_base").await;
    refresh(stage, &tokens).await;
    for path in ["/sns/auth", "/sns/userinfo"] {
        let answer = stage.get(&about(path, &tokens)).await;
        assert_eq!(answer["errcode"].as_i64().unwrap_or(0), 0, "{path}: {answer}");
        stage.refused(&format!("{path}?access_token=nope&openid=o"), 40001).await;
        let token = tokens["access_token"].as_str().unwrap();
        stage.refused(&format!("{path}?access_token={token}&openid={}", stage.var("OPENID")), 40003).await;
    }
    stage.refused(&about("/sns/userinfo", &base), 48001).await;
    let late = code(stage, &user, "snsapi_base").await;
    stage.advance(Span::secs(7200));
    stage.refused(&about("/sns/userinfo", &tokens), 42001).await;
    let path = stage_path(stage, &late);
    stage.refused(&path, 42003).await;
    stage.advance(Span::days(30));
    let (app_id, token) = (stage.var("MP_APPID"), tokens["refresh_token"].as_str().unwrap());
    stage.refused(&renewal(&app_id, token), 42002).await;
}

fn about(path: &str, tokens: &Value) -> String {
    let (token, open_id) = (tokens["access_token"].as_str().unwrap(), tokens["openid"].as_str().unwrap());
    format!("{path}?access_token={token}&openid={open_id}&lang=zh_CN")
}

fn renewal(app_id: &str, token: &str) -> String {
    format!("/sns/oauth2/refresh_token?appid={app_id}&grant_type=refresh_token&refresh_token={token}")
}

fn stage_path(stage: &Stage<'_>, code: &str) -> String {
    let (app_id, secret) = (stage.var("MP_APPID"), stage.var("MP_APPSECRET"));
    format!(
        "/sns/oauth2/access_token?appid={app_id}&secret={secret}&code={code}&grant_type=authorization_code"
    )
}

async fn code(stage: &Stage<'_>, user: &str, scope: &str) -> String {
    stage.code("oauth", user, json!({"app_id": stage.var("MP_APPID"), "scope": scope})).await
}

async fn exchange(stage: &mut Stage<'_>, user: &str, scope: &str) -> Value {
    let code = code(stage, user, scope).await;
    let whole = stage_path(stage, &code);
    let tokens = stage.get(&whole).await;
    assert_eq!(tokens["scope"], scope, "{tokens}");
    stage.refused(&whole, 40163).await;
    let (app_id, secret) = (stage.var("MP_APPID"), stage.var("MP_APPSECRET"));
    stage.refused(&whole.replace(&code, "x"), 40029).await;
    stage.refused(&whole.replace(&code, ""), 41008).await;
    stage.refused(&whole.replace(&app_id, ""), 41002).await;
    stage.refused(&whole.replace(&app_id, "wx0123456789abcdef"), 40013).await;
    stage.refused(&whole.replace(&secret, ""), 41004).await;
    stage.refused(&whole.replace(&secret, &"0".repeat(32)), 40125).await;
    tokens
}

async fn refresh(stage: &mut Stage<'_>, tokens: &Value) {
    let (app_id, token) = (stage.var("MP_APPID"), tokens["refresh_token"].as_str().unwrap());
    let renewed = stage.get(&renewal(&app_id, token)).await;
    assert_eq!(renewed["access_token"], tokens["access_token"], "{renewed}");
    stage.refused(&renewal("wx0123456789abcdef", token), 40013).await;
    stage.refused(&renewal(&app_id, "nope"), 40030).await;
    stage.refused(&renewal(&app_id, ""), 41003).await;
}
