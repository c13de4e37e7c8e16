//! What a login-state signature stands behind: checking, resetting, encryption keys.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::{Settings, sweep_logins};
use vermilion_store::LoginRow;
use vermilion_testkit::TestDesk;
use vermilion_wire::user_data::{SessionKey, login_signature};

use crate::ground::Ground;

fn signature(key: &str) -> String {
    login_signature(&key.parse::<SessionKey>().unwrap(), b"")
}

fn query(open_id: &str, signature: &str) -> String {
    format!("openid={open_id}&signature={signature}&sig_method=hmac_sha256")
}

async fn check(ground: &Ground, open_id: &str, key: &str) -> Value {
    let path = format!("/wxa/checksession?{}", query(open_id, &signature(key)));
    ground.wechat(Method::GET, &path, None).await["errcode"].clone()
}

#[tokio::test]
async fn a_reset_kills_the_key_before_and_its_own_lives() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let (open_id, old) = ground.login(&user).await;
    assert_eq!(check(&ground, &open_id, &old).await, 0);

    let path = format!("/wxa/resetusersessionkey?{}", query(&open_id, &signature(&old).to_uppercase()));
    let reset = ground.wechat(Method::GET, &path, None).await;
    let fresh = reset["session_key"].as_str().unwrap_or_else(|| panic!("{reset}"));
    assert_eq!(
        reset,
        json!({"errcode": 0, "errmsg": "ok", "openid": open_id.as_str(), "session_key": fresh})
    );
    assert_ne!(fresh, old);
    assert_eq!(check(&ground, &open_id, &old).await, 87009);
    assert_eq!(check(&ground, &open_id, fresh).await, 0);
    assert_eq!(ground.wechat(Method::GET, &path, None).await["errcode"], 87009, "the old one resets nothing");

    let (_, next) = ground.login(&user).await;
    assert_eq!(
        (check(&ground, &open_id, fresh).await, check(&ground, &open_id, &next).await),
        (87009.into(), 0.into())
    );
    ground.test.advance(Span::hours(73));
    assert_eq!(check(&ground, &open_id, &next).await, 87007);
}

#[tokio::test]
async fn logins_go_with_their_sessions_and_never_within_a_day() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let (open_id, key) = ground.login(&user).await;
    let desk = &ground.test.desk;
    let rows = async || desk.read.logins_after(0, 10).await.unwrap().len();
    let had = rows().await;
    ground.test.advance(Span::hours(71));
    sweep_logins(desk).await.unwrap();
    assert_eq!((rows().await, check(&ground, &open_id, &key).await), (had, 0.into()));
    let (_, next) = ground.login(&user).await;
    ground.test.advance(Span::hours(2));
    sweep_logins(desk).await.unwrap();
    assert_eq!((rows().await, check(&ground, &open_id, &next).await), (1, 0.into()));
}

#[tokio::test]
async fn a_spent_code_stays_a_day_however_short_sessions_live() {
    let app = TestDesk::with(Settings { session_key_life: Span::hours(1), ..Settings::default() }).await;
    let at = app.desk.now().millis();
    let row = LoginRow { serial: 1, kind: 1, key: 1, account: 1, usr: 1, at };
    assert!(app.desk.store().writer.spend(row).await.unwrap());
    for (hours, left) in [(23, 1), (2, 0)] {
        app.advance(Span::hours(hours));
        sweep_logins(&app.desk).await.unwrap();
        assert_eq!(app.desk.read.logins_after(0, 10).await.unwrap().len(), left);
    }
}

#[tokio::test]
async fn every_argument_is_looked_at() {
    let ground = Ground::new().await;
    let (open_id, key) = ground.login(&ground.user("u-1", "13800000001").await).await;
    let signature = signature(&key);
    for (path, method, missing) in [
        ("/wxa/checksession", Method::GET, 41009),
        ("/wxa/resetusersessionkey", Method::GET, 40097),
        ("/wxa/business/getuserencryptkey", Method::POST, 41009),
    ] {
        let cases = [
            (format!("signature={signature}&sig_method=hmac_sha256"), missing),
            (format!("openid=o0&signature={signature}&sig_method=hmac_sha256"), 40003),
            (format!("openid={open_id}&sig_method=hmac_sha256"), 40097),
            (format!("openid={open_id}&signature={signature}&sig_method=md5"), 87008),
            (format!("openid={open_id}&signature={signature}"), 87008),
            (format!("openid={open_id}&signature=%ff%fe&sig_method=hmac_sha256"), 87009),
        ];
        for (query, code) in cases {
            let answer = ground.wechat(method.clone(), &format!("{path}?{query}"), None).await;
            assert_eq!(answer["errcode"], code, "{path} {query}");
        }
        let other = if method == Method::GET { (Method::POST, 43001) } else { (Method::GET, 43002) };
        assert_eq!(ground.wechat(other.0, path, None).await["errcode"], other.1, "{path}");
    }
}

#[tokio::test]
async fn client_and_server_have_the_same_encryption_key() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let path = format!("/users/{user}/encrypt-keys/{}", ground.var("APPID"));
    let refused = ground.host(Method::GET, &path, None).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "no_session"));

    let (open_id, key) = ground.login(&user).await;
    let theirs = format!("/wxa/business/getuserencryptkey?{}", query(&open_id, &signature(&key)));
    let mut last = Value::Null;
    for hour in 0..2 {
        let client = ground.host(Method::GET, &path, None).await;
        assert_eq!(client.status, StatusCode::OK, "{:?}", client.json);
        let told = ground.wechat(Method::POST, &theirs, None).await["key_info_list"].clone();
        assert_eq!(told.as_array().unwrap().len(), 3);
        assert_eq!(told[0]["encrypt_key"], client.json["encrypt_key"]);
        assert_eq!((&told[0]["iv"], &told[0]["version"]), (&client.json["iv"], &client.json["version"]));
        assert_eq!((told[0]["expire_in"].as_i64(), told[1]["expire_in"].as_i64()), (Some(3600), Some(0)));
        assert!(hour == 0 || told[1]["encrypt_key"] == last, "the one before stays known");
        last = told[0]["encrypt_key"].clone();
        ground.test.advance(Span::hours(1));
    }
}
