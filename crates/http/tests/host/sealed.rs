//! Data that the platform encrypted for a client, and the question whether it did.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vermilion_model::{AppId, Span};
use vermilion_wire::user_data::{EncryptedData, decrypt};

use crate::ground::{Answer, Ground};

fn open(ground: &Ground, key: &str, sealed: &Answer) -> Value {
    let app_id: AppId = ground.var("APPID").parse().unwrap();
    let data = EncryptedData { encrypted_data: sealed.text("encrypted_data"), iv: sealed.text("iv") };
    serde_json::from_str(&decrypt(&key.parse().unwrap(), &data, app_id).unwrap()).unwrap()
}

async fn genuine(ground: &Ground, hash: &str) -> Value {
    let body = json!({"encrypted_msg_hash": hash});
    ground.wechat(Method::POST, "/wxa/business/checkencryptedmsg", Some(body)).await
}

/// Of a base64 text, and of what it stands for.
fn hashes(text: &str) -> [String; 2] {
    EncryptedData { encrypted_data: text.to_owned(), iv: String::new() }.hashes().map(hex::encode)
}

#[tokio::test]
async fn a_phone_number_comes_sealed_under_the_session_and_is_recorded() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/users/{user}/phone-data");
    let under = json!({"app_id": ground.var("APPID")});
    let none = ground.host(Method::POST, &path, Some(under.clone())).await;
    assert_eq!((none.status, none.code()), (StatusCode::CONFLICT, "no_session"));

    let (_, key) = ground.login(&user).await;
    let sealed = ground.host(Method::POST, &path, Some(under)).await;
    assert_eq!(sealed.status, StatusCode::OK, "{:?}", sealed.json);
    let data = open(&ground, &key, &sealed);
    assert_eq!(
        (&data["phoneNumber"], &data["purePhoneNumber"], &data["countryCode"]),
        (&json!("13800000001"), &json!("13800000001"), &json!("86"))
    );
    let consents = ground.host(Method::GET, &format!("/users/{user}/consents"), None).await;
    assert_eq!(consents.json["items"][0]["scope"], "scope.phoneNumber");

    // Before the login, under the key that the code will yield.
    let code = ground.code("login", &user).await.text("code");
    let early = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    let key = ground.exchange(&code).await["session_key"].as_str().unwrap().to_owned();
    assert_eq!(open(&ground, &key, &early)["watermark"]["appid"], ground.env["APPID"]);
}

#[tokio::test]
async fn an_account_without_the_capability_gets_no_number_by_its_client_either() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let owner = ground.sign_in("OWNER").await;
    let account = format!("/accounts/{}/authorizations", ground.var("APPID"));
    let held = ground.console(&owner, Method::GET, &account, None).await;
    let id = held.json["items"][0]["id"].as_str().unwrap();
    let revoke = format!("{account}/{id}/revoke");
    let revoked = ground.console(&owner, Method::POST, &revoke, Some(json!({"name": "朱批演示"}))).await;
    assert_eq!(revoked.status, StatusCode::OK, "{:?}", revoked.json);
    let code = ground.code("login", &user).await.text("code");
    let path = format!("/users/{user}/phone-data");
    let refused = ground.host(Method::POST, &path, Some(json!({"code": code}))).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "capability_missing"));
}

#[tokio::test]
async fn exactly_one_of_code_and_app_id_is_given() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    for kind in ["user", "phone"] {
        let path = format!("/users/{user}/{kind}-data");
        let both = json!({"code": "x", "app_id": ground.var("APPID")});
        for (body, pointer, code) in [(json!({}), "/code", "required"), (both, "/app_id", "not_both")] {
            let refused = ground.host(Method::POST, &path, Some(body)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", refused.json);
            let field = &refused.json["fields"][0];
            assert_eq!((&field["pointer"], &field["code"]), (&json!(pointer), &json!(code)));
        }
    }
}

#[tokio::test]
async fn what_the_platform_encrypted_is_genuine_for_three_days() {
    let ground = Ground::new().await;
    let [hash, raw] = hashes(&ground.var("ENC_DATA"));
    let yes = genuine(&ground, &hash).await;
    assert_eq!(yes, json!({"errcode": 0, "errmsg": "ok", "vaild": true, "create_time": 1_800_000_000}));
    assert_eq!(genuine(&ground, &raw).await["vaild"], true, "of the bytes too");

    assert_eq!(genuine(&ground, &hashes("something else")[0]).await["errcode"], 1);
    for bad in ["", "abc", "zz"] {
        assert_eq!(genuine(&ground, bad).await["errcode"], 40097, "{bad}");
    }
    ground.test.advance(Span::days(3));
    assert_eq!(genuine(&ground, &hash).await["vaild"], true);
    ground.test.advance(Span::secs(1));
    assert_eq!(genuine(&ground, &hash).await["errcode"], 1);
}
