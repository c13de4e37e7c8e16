//! Users' data: numbers, and whether data is genuine.

use serde_json::{Value, json};
use vermilion_wire::user_data::EncryptedData;

use crate::stage::Stage;

pub(crate) async fn walk(stage: &mut Stage<'_>) {
    let token = stage.own_token().await;
    phone(stage, &token).await;
    genuine(stage, &token).await;
    paid(stage, &token).await;
}

async fn phone(stage: &mut Stage<'_>, token: &str) {
    let user = stage.user("phone-1").await;
    let path = format!("/wxa/business/getuserphonenumber?access_token={token}");
    let code = stage.code("phone", &user, json!({"app_id": stage.var("APPID")})).await;
    let handed = stage.call("POST", &path, Some(json!({"code": code}))).await;
    assert_eq!(handed["phone_info"]["purePhoneNumber"], "13800000001", "{handed}");
    assert_eq!(stage.call("POST", &path, Some(json!({"code": code}))).await["errcode"], 40029);
    let app_id = stage.another_mini_program().await;
    let theirs = stage.code("phone", &user, json!({"app_id": app_id})).await;
    assert_eq!(stage.call("POST", &path, Some(json!({"code": theirs}))).await["errcode"], 40013);
}

async fn genuine(stage: &mut Stage<'_>, token: &str) {
    let path = format!("/wxa/business/checkencryptedmsg?access_token={token}");
    let user = stage.user("sealed-1").await;
    let code = stage.code("login", &user, json!({"app_id": stage.var("APPID")})).await;
    let sealed = stage.host("POST", &format!("/users/{user}/user-data"), Some(json!({"code": code}))).await;
    let text = sealed.json["encrypted_data"].as_str().unwrap().to_owned();
    let data = EncryptedData { encrypted_data: text, iv: String::new() };
    let hash = |hash: Value| Some(json!({"encrypted_msg_hash": hash}));
    for known in data.hashes() {
        let hex = hex::encode(known);
        let answer = stage.call("POST", &path, hash(json!(hex))).await;
        assert_eq!(answer["vaild"], true, "{answer}");
    }
    assert_eq!(stage.call("POST", &path, hash(json!("0".repeat(64)))).await["errcode"], 1);
    assert_eq!(stage.call("POST", &path, hash(Value::Null)).await["errcode"], 40097);
    assert_eq!(stage.send(&path, b"").await["errcode"], 44002);
    assert_eq!(stage.send(&path, b"{").await["errcode"], 47001);
}

async fn paid(stage: &mut Stage<'_>, token: &str) {
    let path = "/wxa/getpaidunionid";
    stage.refused(&format!("{path}?access_token=nope"), 40001).await;
    // The seeded mini program may not take payments.
    let open_id = stage.var("OPENID");
    stage.refused(&format!("{path}?access_token={token}&openid={open_id}"), 48001).await;
}
