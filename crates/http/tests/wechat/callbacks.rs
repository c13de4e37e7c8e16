//! `callback/check`: the push address is looked up and tried.

use serde_json::{Value, json};
use vermilion_testkit::{Member, TestDesk};

async fn check(app: &TestDesk, token: &str, action: &str, operator: &str) -> Value {
    let path = format!("/cgi-bin/callback/check?access_token={token}");
    let body = json!({"action": action, "check_operator": operator});
    app.call("POST", &path, None, Some(body)).await.json
}

async fn push_to(app: &TestDesk, by: &Member, version: &str, url: &str) {
    let path = format!("/api/v1/accounts/{}/settings/message-push", by.app_id);
    let body = json!({"url": url, "token": "abcdef", "format": "json", "mode": "plain"});
    let call = app.request("PUT", &path).header("cookie", &by.cookie).header("if-match", version);
    assert_eq!(call.json(&body).send().await.status, 200);
}

#[tokio::test]
async fn an_address_is_resolved_and_tried() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", ann.app_id);
    let token = app.call("GET", &path, None, None).await.json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(check(&app, &token, "all", "DEFAULT").await["errcode"], 40201, "none is set");
    let listening = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listening.local_addr().unwrap();
    push_to(&app, &ann, "\"0\"", &format!("http://{at}/wx")).await;
    assert_eq!(check(&app, &token, "look", "DEFAULT").await["errcode"], 40202);
    assert_eq!(check(&app, &token, "all", "NOBODY").await["errcode"], 40203);
    let all = check(&app, &token, "all", "UNICOM").await;
    assert_eq!(all["dns"], json!([{"ip": "127.0.0.1", "real_operator": "DEFAULT"}]));
    let ping =
        json!([{"ip": "127.0.0.1", "from_operator": "UNICOM", "package_loss": "0%", "time": "0.000ms"}]);
    assert_eq!(all["ping"], ping);
    let dns = check(&app, &token, "dns", "DEFAULT").await;
    assert_eq!(dns["ping"], json!([]));
    drop(listening);
    let gone = check(&app, &token, "ping", "DEFAULT").await;
    assert_eq!((&gone["dns"], &gone["ping"][0]["package_loss"]), (&json!([]), &json!("100%")));
}
