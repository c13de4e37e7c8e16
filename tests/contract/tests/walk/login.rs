//! Logins and what a session key signs.

use serde_json::json;
use vermilion_model::Span;
use vermilion_wire::user_data::{SessionKey, login_signature};

use crate::stage::Stage;

fn signed(open_id: &str, key: &str) -> String {
    let signature = login_signature(&key.parse::<SessionKey>().unwrap(), b"");
    format!("openid={open_id}&signature={signature}&sig_method=hmac_sha256")
}

fn exchange(app_id: &str, secret: &str, code: &str) -> String {
    format!("/sns/jscode2session?appid={app_id}&secret={secret}&js_code={code}&grant_type=authorization_code")
}

pub(crate) async fn walk(stage: &mut Stage<'_>) {
    let (open_id, key) = login(stage).await;
    let token = stage.own_token().await;
    let key = sessions(stage, &token, &open_id, key).await;
    stage.advance(Span::hours(73));
    let token = stage.own_token().await;
    for (method, path) in [
        ("GET", "/wxa/checksession"),
        ("GET", "/wxa/resetusersessionkey"),
        ("POST", "/wxa/business/getuserencryptkey"),
    ] {
        let path = format!("{path}?access_token={token}&{}", signed(&open_id, &key));
        assert_eq!(stage.call(method, &path, None).await["errcode"], 87007, "{path}");
    }
}

async fn login(stage: &mut Stage<'_>) -> (String, String) {
    let (app_id, secret) = (stage.var("APPID"), stage.var("APPSECRET"));
    let user = stage.user("login-1").await;
    let code = stage.code("login", &user, json!({"app_id": app_id})).await;
    let session = stage.get(&exchange(&app_id, &secret, &code)).await;
    stage.refused(&exchange(&app_id, &secret, &code), 40163).await;
    stage.refused(&exchange(&app_id, &secret, "x"), 40029).await;
    stage.refused(&exchange("wx0123456789abcdef", &secret, "x"), 40013).await;
    stage.refused(&exchange(&app_id, &"0".repeat(32), "x"), 40125).await;
    let text = |field: &str| session[field].as_str().unwrap().to_owned();
    (text("openid"), text("session_key"))
}

/// Every argument of the three calls that a signature stands behind; hands back the key that lives.
async fn sessions(stage: &mut Stage<'_>, token: &str, open_id: &str, key: String) -> String {
    let good = signed(open_id, &key);
    for (method, path, nobody) in [
        ("GET", "/wxa/checksession", 41009),
        ("GET", "/wxa/resetusersessionkey", 40097),
        ("POST", "/wxa/business/getuserencryptkey", 41009),
    ] {
        let base = format!("{path}?access_token={token}");
        let cases = [
            (format!("{path}?access_token=nope&{good}"), 40001),
            (format!("{base}&sig_method=hmac_sha256&signature=00"), nobody),
            (format!("{base}&openid={open_id}&sig_method=hmac_sha256"), 40097),
            (format!("{base}&openid={open_id}&signature=00&sig_method=md5"), 87008),
            (format!("{base}&openid={open_id}&signature=00&sig_method=hmac_sha256"), 87009),
        ];
        for (path, code) in cases {
            assert_eq!(stage.call(method, &path, None).await["errcode"], code, "{path}");
        }
    }
    let keys = format!("/wxa/business/getuserencryptkey?access_token={token}&{good}");
    assert_eq!(stage.call("POST", &keys, None).await["errcode"], 0);
    assert_eq!(stage.get(&format!("/wxa/checksession?access_token={token}&{good}")).await["errcode"], 0);
    let reset = stage.get(&format!("/wxa/resetusersessionkey?access_token={token}&{good}")).await;
    reset["session_key"].as_str().unwrap().to_owned()
}
