use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_seal::TotpSecret;
use vermilion_service::Settings;
use vermilion_testkit::{Answer, Authenticator, Member, PASSWORD, TestDesk};

async fn post(app: &TestDesk, path: &str, by: &Member, body: Value) -> Answer {
    app.call("POST", &format!("/api/v1/{path}"), Some(&by.cookie), Some(body)).await
}

async fn prove(app: &TestDesk, by: &Member) {
    assert_eq!(post(app, "sessions/current/proof", by, json!({"password": PASSWORD})).await.status, 204);
}

async fn totp(app: &TestDesk, by: &Member) -> (TotpSecret, String) {
    let begun = post(app, "factors/totp/begin", by, json!({})).await;
    let secret = TotpSecret::from_base32(begun.json["secret"].as_str().unwrap()).unwrap();
    let code = secret.code_at(app.desk.now()).unwrap();
    let form = json!({"ceremony": begun.json["ceremony"], "code": code, "name": "phone"});
    let added = post(app, "factors/totp", by, form).await;
    assert_eq!(added.status, 201, "{added:?}");
    (secret, added.json["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn changing_how_one_signs_in_needs_a_proof_that_is_not_old() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for path in ["factors/totp/begin", "factors/passkey/begin", "factors/recovery-codes", "scans/bind"] {
        let answer = post(&app, path, &ann, json!({})).await;
        assert_eq!((answer.status, answer.code()), (403, "proof_needed"), "{path}");
    }
    let wrong = post(&app, "sessions/current/proof", &ann, json!({"password": "wrong"})).await;
    assert_eq!(wrong.faults(), ["/password wrong_password"]);
    prove(&app, &ann).await;
    assert_eq!(post(&app, "factors/totp/begin", &ann, json!({})).await.status, 200);
    app.advance(Span::mins(10));
    assert_eq!(post(&app, "factors/totp/begin", &ann, json!({})).await.code(), "proof_needed");
}

#[tokio::test]
async fn a_factor_is_added_told_used_as_a_proof_and_removed() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    prove(&app, &ann).await;
    app.advance(Span::secs(1));
    let (secret, id) = totp(&app, &ann).await;
    assert!(app.mail_to("ann@example.cn").await.unwrap().subject.contains("登录方式"));
    let list = app.call("GET", "/api/v1/factors", Some(&ann.cookie), None).await;
    assert_eq!(
        (&list.json["items"][0]["kind"], &list.json["items"][0]["name"], &list.json["recovery_codes"]),
        (&json!("totp"), &json!("phone"), &json!(10))
    );
    app.advance(Span::mins(10));
    let path = format!("/api/v1/factors/{id}");
    assert_eq!(app.call("DELETE", &path, Some(&ann.cookie), None).await.code(), "proof_needed");
    let code = secret.code_at(app.desk.now()).unwrap();
    let proof = json!({"totp": code});
    assert_eq!(post(&app, "sessions/current/proof", &ann, proof.clone()).await.status, 204);
    assert_eq!(post(&app, "sessions/current/proof", &ann, proof).await.code(), "bad_second_factor");
    assert_eq!(app.call("DELETE", &path, Some(&ann.cookie), None).await.status, 204);
    assert_eq!(app.call("DELETE", &path, Some(&ann.cookie), None).await.code(), "missing_factor");
    // With the last factor the recovery codes went, and signing in takes one step again.
    let list = app.call("GET", "/api/v1/factors", Some(&ann.cookie), None).await;
    assert_eq!(list.json, json!({"items": [], "recovery_codes": 0}));
    let body = json!({"login": "ann@example.cn", "password": PASSWORD});
    assert_eq!(app.call("POST", "/api/v1/sessions", None, Some(body)).await.status, 201);
}

async fn rename(app: &TestDesk, by: &Member, id: &str, name: &str) -> Answer {
    let body = json!({"name": name});
    app.call("PUT", &format!("/api/v1/factors/{id}/name"), Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn a_factor_is_called_something_else_and_works_on() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    prove(&app, &ann).await;
    app.advance(Span::secs(1));
    let (secret, id) = totp(&app, &ann).await;
    assert_eq!(rename(&app, &ann, &id, " 工作手机 ").await.status, 204);
    let list = app.call("GET", "/api/v1/factors", Some(&ann.cookie), None).await;
    assert_eq!(
        (&list.json["items"][0]["name"], &list.json["recovery_codes"]),
        (&json!("工作手机"), &json!(10))
    );
    app.advance(Span::mins(10));
    let proof = json!({"totp": secret.code_at(app.desk.now()).unwrap()});
    assert_eq!(post(&app, "sessions/current/proof", &ann, proof).await.status, 204);
    assert_eq!(rename(&app, &ann, &id, " ").await.faults(), ["/name required"]);
    assert_eq!(rename(&app, &ann, &id, &"字".repeat(41)).await.faults(), ["/name too_long"]);
    let bob = app.register_member("bob@example.cn").await;
    assert_eq!(rename(&app, &bob, &id, "mine").await.code(), "missing_factor");
    assert_eq!(rename(&app, &ann, "x", "mine").await.code(), "missing_factor");
}

#[tokio::test]
async fn a_secret_is_reset_by_who_proved_lately_without_a_password() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.secret_of(&ann).await;
    let path = format!("accounts/{}/secrets/reset", ann.app_id);
    let form = json!({"name": "b", "tokens": "live_on"});
    assert_eq!(post(&app, &path, &ann, form.clone()).await.faults(), ["/password required"]);
    prove(&app, &ann).await;
    let mut key = Authenticator::at("http://localhost:8080");
    let begun = post(&app, "factors/passkey/begin", &ann, json!({})).await;
    let credential = key.create(&begun.json["options"]);
    let add = json!({"ceremony": begun.json["ceremony"], "credential": credential, "name": "laptop"});
    assert_eq!(post(&app, "factors/passkey", &ann, add).await.status, 201);
    app.advance(Span::mins(11));
    let begun = post(&app, "sessions/current/proof/passkey", &ann, json!({})).await;
    let proof = json!({"ceremony": begun.json["ceremony"], "passkey": key.get(&begun.json["options"])});
    assert_eq!(post(&app, "sessions/current/proof", &ann, proof).await.status, 204);
    assert_eq!(post(&app, &path, &ann, form).await.status, 201);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_factor_is_said() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    prove(&app, &ann).await;
    let begun = post(&app, "factors/totp/begin", &ann, json!({})).await;
    let form = |name: &str| json!({"ceremony": begun.json["ceremony"], "code": "000000", "name": name});
    assert_eq!(post(&app, "factors/totp", &ann, form("")).await.faults(), ["/name required"]);
    assert_eq!(post(&app, "factors/totp", &ann, form("a")).await.faults(), ["/code code_wrong"]);
    assert_eq!(post(&app, "factors/totp", &bob, form("a")).await.code(), "missing_ceremony");
    let begun = post(&app, "factors/passkey/begin", &ann, json!({})).await;
    let form = json!({"ceremony": begun.json["ceremony"], "credential": {"a": 1}, "name": "k"});
    assert_eq!(post(&app, "factors/passkey", &ann, form).await.faults(), ["/credential format"]);
    assert_eq!(post(&app, "sessions/current/proof/passkey", &ann, json!({})).await.code(), "no_passkeys");
}

#[tokio::test]
async fn an_address_that_is_no_name_has_no_passkeys() {
    let settings = Settings { public_url: "https://203.0.113.7".to_owned(), ..Settings::default() };
    let app = TestDesk::with(settings).await;
    let ann = app.register_member("ann@example.cn").await;
    prove(&app, &ann).await;
    assert_eq!(post(&app, "factors/passkey/begin", &ann, json!({})).await.code(), "no_passkeys");
    totp(&app, &ann).await;
}
