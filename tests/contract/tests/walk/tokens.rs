//! Tokens, and what every token opens.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_model::fact::{AccountClosed, AccountClosing, Actor};

use crate::stage::Stage;

pub(crate) async fn walk(stage: &mut Stage<'_>) {
    plain(stage).await;
    stable(stage).await;
    addresses(stage).await;
    stopped(stage).await;
}

fn fetch(app_id: &str, secret: &str) -> String {
    format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={secret}")
}

async fn plain(stage: &mut Stage<'_>) {
    let (app_id, secret) = (stage.var("APPID"), stage.var("APPSECRET"));
    stage.own_token().await;
    stage.refused("/cgi-bin/token?grant_type=client_credential", 41002).await;
    // The AppID is looked at before the grant type.
    stage.refused("/cgi-bin/token?appid=wx0123456789abcdef", 40013).await;
    stage.refused(&format!("/cgi-bin/token?grant_type=x&appid={app_id}&secret={secret}"), 40002).await;
    stage.refused(&fetch(&app_id, ""), 41004).await;
    stage.refused(&fetch(&app_id, &"0".repeat(32)), 40125).await;
}

async fn stable(stage: &mut Stage<'_>) {
    let path = "/cgi-bin/stable_token";
    let whole = json!({
        "grant_type": "client_credential", "appid": stage.var("APPID"), "secret": stage.var("APPSECRET"),
    });
    let first = stage.call("POST", path, Some(whole.clone())).await;
    let again = stage.call("POST", path, Some(whole.clone())).await;
    assert_eq!(first["access_token"], again["access_token"]);
    let with = |field: &str, value: Value| {
        let mut body = whole.clone();
        body[field] = value;
        body
    };
    for (body, code) in [
        (with("grant_type", json!("x")), 40002),
        (with("appid", json!("wx0123456789abcdef")), 40013),
        (with("appid", Value::Null), 41002),
        (with("secret", json!("")), 41004),
        (with("secret", json!("0".repeat(32))), 40125),
    ] {
        assert_eq!(stage.call("POST", path, Some(body)).await["errcode"], code);
    }
    stage.refused(path, 43002).await;
    assert_eq!(stage.send(path, b"").await["errcode"], 44002);
}

async fn addresses(stage: &mut Stage<'_>) {
    let token = stage.own_token().await;
    for path in ["/cgi-bin/get_api_domain_ip", "/cgi-bin/getcallbackip"] {
        let list = stage.get(&format!("{path}?access_token={token}")).await;
        assert!(list["ip_list"].is_array(), "{list}");
        stage.refused(&format!("{path}?access_token=nope"), 40001).await;
        stage.refused(path, 41001).await;
    }
}

/// Frozen secrets, a suspended account, a closed one.
async fn stopped(stage: &mut Stage<'_>) {
    let member = stage.desk.register_member("stopped@example.cn").await;
    let secret = stage.desk.secret_of(&member).await;
    let token = stage.token(&member.app_id, &secret).await;
    let console = |end: &str| format!("/api/v1/accounts/{}/secrets/{end}", member.app_id);
    stage.desk.call("POST", &console("freeze"), Some(&member.cookie), Some(json!({}))).await;
    stage.refused(&fetch(&member.app_id, &secret), 40243).await;
    stage.desk.call("POST", &console("unfreeze"), Some(&member.cookie), Some(json!({}))).await;
    let operator = stage.sign_in("OPERATOR").await;
    let suspend = format!("/api/v1/operations/accounts/{}", member.app_id);
    for (act, code) in [("suspend", 50007), ("restore", 0)] {
        let body = json!({"reason": "rules"});
        let done = stage.desk.call("POST", &format!("{suspend}/{act}"), Some(&operator), Some(body)).await;
        assert_eq!(done.status, 200, "{:?}", done.json);
        let fetched = stage.get(&fetch(&member.app_id, &secret)).await;
        assert_eq!(fetched["errcode"].as_i64().unwrap_or(0), code, "{fetched}");
    }
    let desk = &stage.desk.desk;
    let account = desk.in_force.account_by_app_id(&member.app_id.parse().unwrap()).unwrap().no;
    let now = desk.now();
    desk.record(now, Actor::Platform, AccountClosing { account, until: now }).await.unwrap();
    desk.record(now, Actor::Platform, AccountClosed { account }).await.unwrap();
    for path in ["/cgi-bin/get_api_domain_ip", "/cgi-bin/getcallbackip"] {
        stage.refused(&format!("{path}?access_token={token}"), 40013).await;
    }
    stage.advance(Span::secs(1));
}
