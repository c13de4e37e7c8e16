use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_seal::TotpSecret;
use vermilion_testkit::{Answer, Authenticator, Member, PASSWORD, TestDesk};

const ORIGIN: &str = "http://localhost:8080";

async fn post(app: &TestDesk, path: &str, cookie: Option<&str>, body: Value) -> Answer {
    app.call("POST", &format!("/api/v1/{path}"), cookie, Some(body)).await
}

async fn prove(app: &TestDesk, who: &Member) {
    let proven = post(app, "sessions/current/proof", Some(&who.cookie), json!({"password": PASSWORD})).await;
    assert_eq!(proven.status, 204, "{proven:?}");
}

/// Adds a generator; its secret and the recovery codes.
async fn with_totp(app: &TestDesk, who: &Member) -> (TotpSecret, Vec<String>) {
    prove(app, who).await;
    let begun = post(app, "factors/totp/begin", Some(&who.cookie), json!({})).await;
    let secret = TotpSecret::from_base32(begun.json["secret"].as_str().unwrap()).unwrap();
    let code = secret.code_at(app.desk.now()).unwrap();
    let form = json!({"ceremony": begun.json["ceremony"], "code": code, "name": "phone"});
    let added = post(app, "factors/totp", Some(&who.cookie), form).await;
    assert_eq!(added.status, 201, "{added:?}");
    let codes = added.json["recovery_codes"].as_array().unwrap();
    (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

async fn with_passkey(app: &TestDesk, who: &Member) -> Authenticator {
    prove(app, who).await;
    let begun = post(app, "factors/passkey/begin", Some(&who.cookie), json!({})).await;
    assert_eq!(begun.json["options"]["publicKey"]["rp"]["id"], "localhost", "{begun:?}");
    let mut key = Authenticator::at(ORIGIN);
    let credential = key.create(&begun.json["options"]);
    let form = json!({"ceremony": begun.json["ceremony"], "credential": credential, "name": "laptop"});
    let added = post(app, "factors/passkey", Some(&who.cookie), form).await;
    assert_eq!(added.status, 201, "{added:?}");
    key
}

/// The first step: its token and the whole answer.
async fn first(app: &TestDesk, who: &Member) -> (Value, Answer) {
    let answer = post(app, "sessions", None, json!({"login": who.email, "password": PASSWORD})).await;
    assert_eq!((answer.status, answer.code(), answer.cookie()), (401, "second_factor_needed", None));
    (answer.json["step"]["token"].clone(), answer)
}

#[tokio::test]
async fn who_has_a_generator_signs_in_in_two_steps() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (secret, _) = with_totp(&app, &ann).await;
    let (token, answer) = first(&app, &ann).await;
    assert_eq!(answer.json["step"]["methods"], json!(["totp", "recovery"]));
    app.advance(Span::secs(30));
    let code = secret.code_at(app.desk.now()).unwrap();
    let step = json!({"token": token, "totp": code});
    let (a, b) = tokio::join!(
        post(&app, "sessions/second-step", None, step.clone()),
        post(&app, "sessions/second-step", None, step.clone())
    );
    assert_eq!(a.status.min(b.status), 201, "{a:?} {b:?}");
    assert!(a.status.max(b.status) >= 400);
    let cookie = a.cookie().or(b.cookie()).unwrap();
    assert_eq!(app.call("GET", "/api/v1/me", Some(&cookie), None).await.status, 200);
    // The code was used: it opens no other step either.
    let (token, _) = first(&app, &ann).await;
    let replay = post(&app, "sessions/second-step", None, json!({"token": token, "totp": code})).await;
    assert_eq!((replay.status, replay.code()), (422, "bad_second_factor"));
}

#[tokio::test]
async fn a_recovery_code_works_once_and_however_it_is_typed() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (_, codes) = with_totp(&app, &ann).await;
    assert_eq!(codes.len(), 10);
    let typed = codes[0].replace('-', " ").to_uppercase();
    let (token, _) = first(&app, &ann).await;
    let done = post(&app, "sessions/second-step", None, json!({"token": token, "recovery": typed})).await;
    assert_eq!(done.status, 201, "{done:?}");
    let (token, _) = first(&app, &ann).await;
    let again = post(&app, "sessions/second-step", None, json!({"token": token, "recovery": codes[0]})).await;
    assert_eq!(again.code(), "bad_second_factor");
    let left = app.call("GET", "/api/v1/factors", Some(&ann.cookie), None).await;
    assert_eq!(left.json["recovery_codes"], 9);
}

#[tokio::test]
async fn guessing_is_slow_and_a_step_ends() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    with_totp(&app, &ann).await;
    let (token, _) = first(&app, &ann).await;
    for _ in 0..5 {
        let body = json!({"token": token, "totp": "000000"});
        assert_eq!(post(&app, "sessions/second-step", None, body).await.code(), "bad_second_factor");
    }
    let body = json!({"token": token, "totp": "000000"});
    assert_eq!(post(&app, "sessions/second-step", None, body.clone()).await.code(), "missing_ceremony");
    // Nor does a new step give new tries.
    let (token, _) = first(&app, &ann).await;
    let body = json!({"token": token, "totp": "000000"});
    assert_eq!(post(&app, "sessions/second-step", None, body.clone()).await.code(), "too_many_tries");
    app.advance(Span::mins(5));
    assert_eq!(post(&app, "sessions/second-step", None, body).await.code(), "missing_ceremony");
    let none = post(&app, "sessions/second-step", None, json!({"token": "x"})).await;
    assert_eq!(none.faults(), ["/totp required"]);
}

#[tokio::test]
async fn a_passkey_signs_in_as_the_second_step_and_alone() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let mut key = with_passkey(&app, &ann).await;
    let (token, answer) = first(&app, &ann).await;
    let credential = key.get(&answer.json["step"]["passkey"]);
    let body = json!({"token": token, "passkey": credential});
    assert_eq!(post(&app, "sessions/second-step", None, body.clone()).await.status, 201);
    assert_eq!(post(&app, "sessions/second-step", None, body).await.code(), "missing_ceremony");

    let begun = post(&app, "sessions/passkey/begin", None, json!({})).await;
    assert!(begun.json["options"]["publicKey"]["allowCredentials"].as_array().is_none_or(Vec::is_empty));
    let body = json!({"ceremony": begun.json["ceremony"], "credential": key.get(&begun.json["options"])});
    let (a, b) = tokio::join!(
        post(&app, "sessions/passkey", None, body.clone()),
        post(&app, "sessions/passkey", None, body)
    );
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert!(codes[0] == 201 && codes[1] >= 400, "{a:?} {b:?}");
    let cookie = a.cookie().or(b.cookie()).unwrap();
    assert_eq!(app.call("GET", "/api/v1/me", Some(&cookie), None).await.json["id"], ann.id);
}

#[tokio::test]
async fn what_another_page_or_another_key_answers_is_refused() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    with_passkey(&app, &ann).await;
    let begun = post(&app, "sessions/passkey/begin", None, json!({})).await;
    for mut other in [Authenticator::at("http://evil.example"), Authenticator::at(ORIGIN)] {
        let body =
            json!({"ceremony": begun.json["ceremony"], "credential": other.get(&begun.json["options"])});
        let answer = post(&app, "sessions/passkey", None, body).await;
        assert_eq!((answer.status, answer.code()), (422, "bad_second_factor"));
    }
    let body = json!({"ceremony": begun.json["ceremony"], "credential": {}});
    assert_eq!(post(&app, "sessions/passkey", None, body).await.code(), "bad_second_factor");
}

#[tokio::test]
async fn a_known_device_is_not_delayed_by_those_who_guess_elsewhere() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let body = |password: &str| json!({"login": "ann@example.cn", "password": password});
    let here = post(&app, "sessions", None, body(PASSWORD)).await;
    let mut set = here.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned());
    let device = set.find(|line| line.starts_with("vermilion_device=vmd_")).expect("a device");
    assert!(
        device.ends_with("; Path=/api/v1/sessions; Max-Age=15552000; HttpOnly; SameSite=Lax"),
        "{device}"
    );
    let device = device.split(';').next().unwrap().to_owned();
    for _ in 0..5 {
        assert_eq!(post(&app, "sessions", None, body("wrong")).await.status, 401);
    }
    assert_eq!(post(&app, "sessions", None, body(PASSWORD)).await.code(), "too_many_tries");
    assert_eq!(
        post(&app, "sessions", Some("vermilion_device=vmd_made_up"), body(PASSWORD)).await.status,
        429
    );
    assert_eq!(post(&app, "sessions", Some(&device), body(PASSWORD)).await.status, 201);
    // It has a count of its own all the same.
    for _ in 0..5 {
        assert_eq!(post(&app, "sessions", Some(&device), body("wrong")).await.status, 401);
    }
    assert_eq!(post(&app, "sessions", Some(&device), body(PASSWORD)).await.code(), "too_many_tries");
}
