//! Limits and clearing, refused calls looked up, allow-lists, tickets and the push address.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::Member;

use crate::stage::Stage;

/// Somebody whose calls are counted, with a secret.
struct Counted {
    member: Member,
    secret: String,
}

pub(crate) async fn walk(stage: &mut Stage<'_>) {
    let member = stage.desk.register_member("counted@example.cn").await;
    let secret = stage.desk.secret_of(&member).await;
    let of = Counted { member, secret };
    callback(stage, &of).await;
    refused_calls(stage, &of).await;
    quotas(stage, &of).await;
    clearing(stage, &of).await;
    tickets(stage).await;
    logins_of_a_minute(stage).await;
    stable_tokens(stage, &of).await;
    strangers(stage, &of).await;
}

async fn token(stage: &mut Stage<'_>, of: &Counted) -> String {
    stage.token(&of.member.app_id, &of.secret).await
}

async fn post(stage: &mut Stage<'_>, path: &str, body: Value) -> i64 {
    stage.call("POST", path, Some(body)).await["errcode"].as_i64().unwrap_or(0)
}

async fn set(stage: &Stage<'_>, by: &Member, what: &str, body: Value) {
    let path = format!("/api/v1/accounts/{}/settings/{what}", by.app_id);
    let call = stage.desk.request("PUT", &path).header("cookie", &by.cookie).header("if-match", "\"0\"");
    let answer = call.json(&body).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

async fn callback(stage: &mut Stage<'_>, of: &Counted) {
    let path = format!("/cgi-bin/callback/check?access_token={}", token(stage, of).await);
    let body = |action: &str, operator: &str| json!({"action": action, "check_operator": operator});
    assert_eq!(post(stage, &path, body("all", "DEFAULT")).await, 40201);
    assert_eq!(post(stage, &path, body("x", "DEFAULT")).await, 40202);
    assert_eq!(post(stage, &path, body("all", "x")).await, 40203);
    let push = json!({"url": "http://127.0.0.1:9/", "token": "abcdef", "format": "xml", "mode": "plain"});
    set(stage, &of.member, "message-push", push).await;
    assert_eq!(post(stage, &path, body("all", "DEFAULT")).await, 0);
}

async fn refused_calls(stage: &mut Stage<'_>, of: &Counted) {
    let token = token(stage, of).await;
    let foreign = stage.own_token().await;
    let path = format!("/cgi-bin/openapi/rid/get?access_token={token}");
    let phone = format!("/wxa/business/getuserphonenumber?access_token={token}");
    let refused = stage.call("POST", &phone, Some(json!({"code": "x"}))).await;
    let rid = refused["errmsg"].as_str().unwrap().rsplit("rid: ").next().unwrap().to_owned();
    assert_eq!(post(stage, &path, json!({"rid": rid})).await, 0);
    let theirs = format!("/cgi-bin/openapi/rid/get?access_token={foreign}");
    assert_eq!(post(stage, &theirs, json!({"rid": rid})).await, 76003);
    let unknown = format!("{}-00000000-00000000", &rid[..8]);
    assert_eq!(post(stage, &path, json!({"rid": unknown})).await, 76001);
    assert_eq!(post(stage, &path, json!({"rid": "x"})).await, 76002);
    assert_eq!(post(stage, &path, json!({"rid": "5fa26c60-1a0ebdd5-32fd1cd0"})).await, 76004);
}

async fn quotas(stage: &mut Stage<'_>, of: &Counted) {
    let token = token(stage, of).await;
    let (get, clear) = (
        format!("/cgi-bin/openapi/quota/get?access_token={token}"),
        format!("/cgi-bin/openapi/quota/clear?access_token={token}"),
    );
    let of_path = |path: &str| json!({"cgi_path": path});
    for path in ["/cgi-bin/token", "/cgi-bin/stable_token", "/cgi-bin/get_api_domain_ip"] {
        assert_eq!(post(stage, &get, of_path(path)).await, 0);
    }
    for (path, code) in [("x", 76003), ("/x", 76021), ("/sns/jscode2session", 76022)] {
        assert_eq!(post(stage, &get, of_path(path)).await, code);
        assert_eq!(post(stage, &clear, of_path(path)).await, code);
    }
    assert_eq!(stage.send(&clear, b"").await["errcode"], 44002);
    assert_eq!(post(stage, "/cgi-bin/openapi/quota/clear", json!({})).await, 41001);
    assert_eq!(post(stage, "/cgi-bin/openapi/quota/clear?access_token=nope", json!({})).await, 40001);
    for _ in 0..50 {
        assert_eq!(post(stage, &clear, of_path("/cgi-bin/token")).await, 0);
    }
    assert_eq!(post(stage, &clear, of_path("/cgi-bin/token")).await, 45009);
    stage.advance(Span::hours(3));
    assert_eq!(post(stage, &clear, of_path("/cgi-bin/token")).await, 42001);
}

async fn clearing(stage: &mut Stage<'_>, of: &Counted) {
    let (app_id, secret) = (of.member.app_id.clone(), of.secret.clone());
    let path = format!("/cgi-bin/clear_quota?access_token={}", token(stage, of).await);
    assert_eq!(post(stage, &path, json!({"appid": "wx0123456789abcdef"})).await, 40013);
    assert_eq!(post(stage, &path, json!({"appid": app_id})).await, 0);
    let v2 = "/cgi-bin/clear_quota/v2";
    for (body, code) in [
        (json!({}), 41002),
        (json!({"appid": app_id}), 41004),
        (json!({"appid": "wx0123456789abcdef", "appsecret": secret}), 40013),
    ] {
        assert_eq!(post(stage, v2, body).await, code);
    }
    let whole = json!({"appid": app_id, "appsecret": secret});
    for _ in 0..9 {
        assert_eq!(post(stage, v2, whole.clone()).await, 0);
    }
    assert_eq!(post(stage, v2, whole).await, 48006);
    assert_eq!(post(stage, &path, json!({"appid": app_id})).await, 48006);
}

async fn tickets(stage: &mut Stage<'_>) {
    let (app_id, secret) = (stage.var("MP_APPID"), stage.var("MP_APPSECRET"));
    let token = stage.token(&app_id, &secret).await;
    let ticket = stage.get(&format!("/cgi-bin/ticket/getticket?type=jsapi&access_token={token}")).await;
    assert!(ticket["ticket"].is_string(), "{ticket}");
    stage.refused("/cgi-bin/ticket/getticket?type=jsapi&access_token=nope", 40001).await;
    let other = stage.own_token().await;
    stage.refused(&format!("/cgi-bin/ticket/getticket?type=jsapi&access_token={other}"), 48001).await;
}

async fn logins_of_a_minute(stage: &mut Stage<'_>) {
    let (app_id, secret) = (stage.var("APPID"), stage.var("APPSECRET"));
    let operator = stage.sign_in("OPERATOR").await;
    let path = format!("/api/v1/operations/accounts/{app_id}/limits");
    for (limits, last) in [("on", 45011), ("off", 0)] {
        let body = json!({"limits": limits});
        assert_eq!(stage.desk.call("PUT", &path, Some(&operator), Some(body)).await.status, 200);
        let user = stage.user("often").await;
        let mut code = 0;
        for _ in 0..=100 {
            let login = stage.code("login", &user, json!({"app_id": app_id})).await;
            let path = format!(
                "/sns/jscode2session?appid={app_id}&secret={secret}&js_code={login}&grant_type=authorization_code"
            );
            code = stage.get(&path).await["errcode"].as_i64().unwrap_or(0);
        }
        assert_eq!(code, last, "the hundred and first within a minute, limits {limits}");
    }
}

async fn stable_tokens(stage: &mut Stage<'_>, of: &Counted) {
    let path = "/cgi-bin/stable_token";
    let body = |force: bool| {
        json!({"grant_type": "client_credential", "appid": of.member.app_id, "secret": of.secret,
            "force_refresh": force})
    };
    assert_eq!(post(stage, path, body(false)).await, 0);
    let mut code = 0;
    for _ in 0..=20 {
        stage.advance(Span::secs(31));
        code = post(stage, path, body(true)).await;
    }
    assert_eq!(code, 45009);
    for _ in 0..=10_000 {
        code = post(stage, path, body(false)).await;
        if code != 0 {
            break;
        }
    }
    assert_eq!(code, 45011);
    stage.advance(Span::mins(1));
}

async fn strangers(stage: &mut Stage<'_>, of: &Counted) {
    let body = json!({"login": of.member.email, "password": vermilion_testkit::PASSWORD});
    let cookie = stage.desk.call("POST", "/api/v1/sessions", None, Some(body)).await.cookie().unwrap();
    let member = Member { cookie, ..of.member.clone() };
    let list = json!({"mode": "enforce", "networks": ["203.0.113.8"]});
    set(stage, &member, "allow-list", list).await;
    let (app_id, secret) = (&member.app_id, &of.secret);
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={secret}");
    stage.refused(&path, 40164).await;
    let stable = json!({"grant_type": "client_credential", "appid": app_id, "secret": secret});
    assert_eq!(post(stage, "/cgi-bin/stable_token", stable).await, 40164);
}
