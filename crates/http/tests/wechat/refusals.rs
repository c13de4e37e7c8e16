//! `rid/get`: what the caller of a refused call is told of it, and who is told nothing.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Member, TestDesk};

async fn somebody(app: &TestDesk, email: &str) -> (Member, String, String) {
    let member = app.register_member(email).await;
    let secret = app.secret_of(&member).await;
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", member.app_id);
    let token = app.call("GET", &path, None, None).await.json["access_token"].as_str().unwrap().to_owned();
    (member, secret, token)
}

fn rid_of(refused: &Value) -> String {
    refused["errmsg"].as_str().unwrap().split("rid: ").nth(1).unwrap().to_owned()
}

async fn look_up(app: &TestDesk, token: &str, rid: &str) -> Value {
    let path = format!("/cgi-bin/openapi/rid/get?access_token={token}");
    app.call("POST", &path, None, Some(json!({"rid": rid}))).await.json
}

#[tokio::test]
async fn a_refused_call_is_told_whole_but_for_values_and_body() {
    let app = TestDesk::new().await;
    let (ann, _, token) = somebody(&app, "ann@example.cn").await;
    let path = format!("/wxa/business/getuserphonenumber?access_token={token}&openid=o123");
    let answer = app.call("POST", &path, None, Some(json!({"code": "secret-code"}))).await;
    assert_eq!(answer.json["errcode"], 48001);
    let told = look_up(&app, &token, &rid_of(&answer.json)).await;
    assert_eq!((&told["errcode"], &told["errmsg"]), (&json!(0), &json!("ok")));
    let url = "https://api.weixin.qq.com/wxa/business/getuserphonenumber?access_token=***&openid=***";
    assert_eq!(
        told["request"],
        json!({"invoke_time": 1_800_000_000, "cost_in_ms": 0, "request_url": url, "request_body": "",
            "response_body": String::from_utf8(answer.bytes).unwrap(), "client_ip": "127.0.0.1"})
    );
    let seen = format!("/api/v1/accounts/{}/refusals/{}", ann.app_id, rid_of(&answer.json));
    assert_eq!(app.call("GET", &seen, Some(&ann.cookie), None).await.json["reason"], "capability_missing");
}

#[tokio::test]
async fn each_rid_that_is_not_the_callers_has_its_own_code() {
    let app = TestDesk::new().await;
    let (_, _, ann) = somebody(&app, "ann@example.cn").await;
    let (_, _, bob) = somebody(&app, "bob@example.cn").await;
    let path = format!("/wxa/business/getuserphonenumber?access_token={bob}");
    let rid = rid_of(&app.call("POST", &path, None, Some(json!({"code": "x"}))).await.json);
    assert_eq!(look_up(&app, &bob, &rid).await["errcode"], 0);
    assert_eq!(look_up(&app, &ann, &rid).await["errcode"], 76003);
    let other = format!("{}-00000000-00000000", &rid[..8]);
    assert_eq!(look_up(&app, &ann, &other).await["errcode"], 76001);
    for malformed in ["", "what", "6aac007a"] {
        assert_eq!(look_up(&app, &ann, malformed).await["errcode"], 76002, "{malformed}");
    }
    for late in ["5fa26c60-1a0ebdd5-32fd1cd0", "ffffffff-1a0ebdd5-32fd1cd0"] {
        assert_eq!(look_up(&app, &ann, late).await["errcode"], 76004, "{late}");
    }
}

#[tokio::test]
async fn the_owner_finds_why_a_dead_token_and_a_wrong_secret_were_refused() {
    let app = TestDesk::new().await;
    let (ann, secret, token) = somebody(&app, "ann@example.cn").await;
    app.advance(Span::hours(3));
    let path = format!("/cgi-bin/get_api_domain_ip?access_token={token}");
    let expired = app.call("GET", &path, None, None).await.json;
    let wrong = secret.replace(['0', '1', '2', '3'], "f");
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={wrong}", ann.app_id);
    let refused = app.call("GET", &path, None, None).await.json;
    for (answer, reason) in [(expired, "token_expired"), (refused, "secret_wrong")] {
        let path = format!("/api/v1/accounts/{}/refusals/{}", ann.app_id, rid_of(&answer));
        let seen = app.call("GET", &path, Some(&ann.cookie), None).await;
        assert_eq!((seen.status, &seen.json["reason"]), (200, &json!(reason)));
    }
}
