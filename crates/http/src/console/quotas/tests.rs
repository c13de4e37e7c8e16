use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_testkit::{Answer, Member, TestDesk};

async fn wechat(app: &TestDesk, path: &str, body: Option<Value>) -> Value {
    let method = if body.is_some() { "POST" } else { "GET" };
    app.call(method, path, None, body).await.json
}

async fn token(app: &TestDesk, by: &Member, secret: &str) -> Value {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    wechat(app, &path, None).await
}

/// Somebody with a secret and a token.
async fn developer(app: &TestDesk) -> (Member, String, String) {
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let token = token(app, &ann, &secret).await["access_token"].as_str().unwrap().to_owned();
    (ann, secret, token)
}

async fn clear_all(app: &TestDesk, by: &Member, token: &str) -> Value {
    let path = format!("/cgi-bin/clear_quota?access_token={token}");
    wechat(app, &path, Some(json!({"appid": by.app_id}))).await
}

async fn of_path(app: &TestDesk, token: &str, verb: &str, cgi_path: &str) -> Value {
    let path = format!("/cgi-bin/openapi/quota/{verb}?access_token={token}");
    wechat(app, &path, Some(json!({"cgi_path": cgi_path}))).await
}

async fn seen(app: &TestDesk, by: &Member, call: &str) -> Value {
    let path = format!("/api/v1/accounts/{}/quotas", by.app_id);
    let answer = app.call("GET", &path, Some(&by.cookie), None).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json["items"].as_array().unwrap().iter().find(|item| item["call"] == call).unwrap().clone()
}

async fn clear(app: &TestDesk, by: &Member, body: Value) -> Answer {
    let path = format!("/api/v1/accounts/{}/quotas/clear", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(body)).await
}

const TOKEN: &str = "GET:/cgi-bin/token";

#[tokio::test]
async fn a_day_of_tokens_ends_at_its_limit_and_begins_anew_at_midnight() {
    let app = TestDesk::new().await;
    let (ann, secret, live) = developer(&app).await;
    for n in 1..2000 {
        assert_eq!(token(&app, &ann, &secret).await["errcode"], Value::Null, "{n}");
    }
    let spent = token(&app, &ann, &secret).await;
    assert_eq!(spent["errcode"], 45009, "{spent}");
    assert!(spent["errmsg"].as_str().unwrap().starts_with("reach max api daily quota limit rid: "));
    let item = seen(&app, &ann, TOKEN).await;
    assert_eq!((&item["used"], &item["left"], &item["daily_limit"]), (&json!(2000), &json!(0), &json!(2000)));
    let told = of_path(&app, &live, "get", "/cgi-bin/token").await;
    assert_eq!(told["quota"], json!({"daily_limit": 2000, "used": 2000, "remain": 0}));
    // 16:00 in China; the day ends eight hours later.
    app.advance(Span::hours(8));
    assert_eq!(token(&app, &ann, &secret).await["errcode"], Value::Null);
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], 1);
}

#[tokio::test]
async fn what_was_not_used_of_a_block_is_not_counted_as_used() {
    let app = TestDesk::new().await;
    let (ann, secret, live) = developer(&app).await;
    token(&app, &ann, &secret).await;
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], 2);
    let told = of_path(&app, &live, "get", "/cgi-bin/token").await;
    assert_eq!(told["quota"], json!({"daily_limit": 2000, "used": 2, "remain": 1998}));
    assert_eq!(told["rate_limit"], json!({"call_count": 0, "refresh_second": 0}));
    let stable = of_path(&app, &live, "get", "/cgi-bin/stable_token").await;
    assert_eq!(stable["rate_limit"], json!({"call_count": 10000, "refresh_second": 60}));
    assert_eq!((&stable["errcode"], &stable["errmsg"]), (&json!(0), &json!("ok")));
}

#[tokio::test]
async fn clearing_begins_the_day_anew_ten_times_a_month() {
    let app = TestDesk::new().await;
    let (ann, secret, live) = developer(&app).await;
    assert_eq!(clear_all(&app, &ann, &live).await, json!({"errcode": 0, "errmsg": "ok"}));
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], 0);
    token(&app, &ann, &secret).await;
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], 1);
    for n in 2..=9 {
        let path = format!("/cgi-bin/clear_quota/v2?appid={}&appsecret={secret}", ann.app_id);
        let answer = app.request("POST", &path).send().await;
        assert_eq!(answer.json["errcode"], 0, "{n}: {answer:?}");
    }
    let tenth = clear(&app, &ann, json!({})).await;
    assert_eq!((tenth.status, &tenth.json), (200, &json!({"used": 10, "limit": 10})));
    assert_eq!(clear_all(&app, &ann, &live).await["errcode"], 48006);
    let by_secret = json!({"appid": ann.app_id, "appsecret": secret});
    assert_eq!(wechat(&app, "/cgi-bin/clear_quota/v2", Some(by_secret)).await["errcode"], 48006);
    let spent = clear(&app, &ann, json!({})).await;
    assert_eq!((spent.status, spent.code()), (409, "clears_spent"));
    let one = of_path(&app, &live, "clear", "/cgi-bin/token").await;
    assert_eq!(one, json!({"errcode": 0, "errmsg": "ok"}), "counted apart");
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], 0);
    let one = clear(&app, &ann, json!({"call": TOKEN})).await;
    assert_eq!(one.json, json!({"used": 2, "limit": 50}));
    app.advance(Span::days(17));
    let by_secret = json!({"appid": ann.app_id, "appsecret": secret});
    let next = wechat(&app, "/cgi-bin/clear_quota/v2", Some(by_secret)).await;
    assert_eq!(next["errcode"], 0, "the next month");
}

#[tokio::test]
async fn what_is_not_the_callers_cannot_be_cleared_or_read() {
    let app = TestDesk::new().await;
    let (ann, secret, live) = developer(&app).await;
    let bob = app.register_member("bob@example.cn").await;
    assert_eq!(clear_all(&app, &bob, &live).await["errcode"], 40013);
    let path = format!("/cgi-bin/clear_quota?access_token={live}");
    assert_eq!(wechat(&app, &path, Some(json!({}))).await["errcode"], 40013);
    assert_eq!(app.request("POST", &path).send().await.json["errcode"], 44002);
    assert_eq!(app.request("GET", &path).send().await.json["errcode"], 43002);
    for (cgi_path, code) in [
        ("cgi-bin/token", 76003),
        ("", 76003),
        ("/cgi-bin/tokens", 76021),
        ("/sns/jscode2session", 76022),
        ("/cgi-bin/component/api_query_auth", 76022),
    ] {
        assert_eq!(of_path(&app, &live, "get", cgi_path).await["errcode"], code, "{cgi_path}");
        assert_eq!(of_path(&app, &live, "clear", cgi_path).await["errcode"], code, "{cgi_path}");
    }
    let v2 = |body| wechat(&app, "/cgi-bin/clear_quota/v2", Some(body));
    assert_eq!(v2(json!({})).await["errcode"], 41002);
    assert_eq!(v2(json!({"appid": ann.app_id})).await["errcode"], 41004);
    assert_eq!(v2(json!({"appid": "wx0000000000000000", "appsecret": secret})).await["errcode"], 40013);
    assert_eq!(v2(json!({"appid": ann.app_id, "appsecret": "x"})).await["errcode"], 40125);
    assert_eq!(clear(&app, &ann, json!({"call": "GET:/cgi-bin/nothing"})).await.code(), "missing_call");
    app.join(&ann.app_id, &bob, Role::Analyst).await;
    let bob = Member { app_id: ann.app_id.clone(), ..bob };
    assert_eq!(clear(&app, &bob, json!({})).await.code(), "forbidden");
    assert_eq!(seen(&app, &bob, TOKEN).await["used"], 1, "who sees the account sees its quotas");
}

#[tokio::test]
async fn a_platform_clears_nobodys_quota_before_it_has_authorizers() {
    let app = TestDesk::new().await;
    let ann = app.register_as("ann@example.cn", "third_party_platform", "Tools").await;
    let (bob, secret) = (app.register_member("bob@example.cn").await, app.secret_of(&ann).await);
    let ask = |component: &str, secret: &str| {
        let body = json!({"component_appid": component, "appid": bob.app_id, "appsecret": secret});
        wechat(&app, "/cgi-bin/component/clear_quota/v2", Some(body))
    };
    assert_eq!(ask("", &secret).await["errcode"], 41002);
    assert_eq!(ask(&ann.app_id, "").await["errcode"], 41004);
    assert_eq!(ask(&bob.app_id, &secret).await["errcode"], 40013, "no platform");
    assert_eq!(ask(&ann.app_id, "wrong").await["errcode"], 40125);
    assert_eq!(ask(&ann.app_id, &secret).await["errcode"], 40013);
}

#[tokio::test]
async fn twenty_forced_refreshes_a_day_and_no_more() {
    let app = TestDesk::new().await;
    let (ann, secret, _) = developer(&app).await;
    let force = || {
        let body = json!({"grant_type": "client_credential", "appid": ann.app_id, "secret": secret,
            "force_refresh": true});
        wechat(&app, "/cgi-bin/stable_token", Some(body))
    };
    assert_eq!(force().await["errcode"], Value::Null, "the first one has nothing to end");
    for n in 1..=20 {
        app.advance(Span::secs(31));
        assert_eq!(force().await["errcode"], Value::Null, "{n}");
    }
    assert_eq!(force().await["errcode"], Value::Null, "within thirty seconds it is a normal call");
    app.advance(Span::secs(31));
    assert_eq!(force().await["errcode"], 45009);
    assert_eq!(seen(&app, &ann, "force_refresh").await["left"], 0);
    app.advance(Span::hours(8));
    assert_eq!(force().await["errcode"], Value::Null);
}

#[tokio::test]
async fn an_operator_switches_the_limits_off_and_on() {
    let app = TestDesk::new().await;
    let (ann, secret, live) = developer(&app).await;
    let operator = app.operator().await;
    let path = format!("/api/v1/operations/accounts/{}/limits", ann.app_id);
    let switch = |word: &str| app.call("PUT", &path, Some(&operator.cookie), Some(json!({"limits": word})));
    assert_eq!(switch("maybe").await.faults(), ["/limits unknown"]);
    let off = switch("off").await;
    assert_eq!((off.status, &off.json), (200, &json!({"limits": "off"})));
    assert!(
        !off.header("vermilion-seq").is_empty() && switch("off").await.header("vermilion-seq").is_empty()
    );
    let before = seen(&app, &ann, TOKEN).await["used"].clone();
    token(&app, &ann, &secret).await;
    assert_eq!(seen(&app, &ann, TOKEN).await["used"], before, "not counted");
    let told = of_path(&app, &live, "get", "/cgi-bin/token").await;
    assert_eq!(told["quota"]["daily_limit"], i32::MAX);
    for _ in 0..11 {
        assert_eq!(clear_all(&app, &ann, &live).await["errcode"], 0);
    }
    assert_eq!(switch("on").await.json, json!({"limits": "on"}));
    assert_eq!(clear_all(&app, &ann, &live).await["errcode"], 48006);
}
