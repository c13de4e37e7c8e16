use serde_json::json;
use vermilion_model::Span;
use vermilion_testkit::{Answer, PASSWORD, TestDesk, together};

async fn sign_in(app: &TestDesk, login: &str, password: &str) -> Answer {
    let body = json!({"login": login, "password": password});
    app.call("POST", "/api/v1/sessions", None, Some(body)).await
}

async fn me(app: &TestDesk, cookie: &str) -> u16 {
    app.call("GET", "/api/v1/me", Some(cookie), None).await.status
}

#[tokio::test]
async fn signing_in_sets_a_cookie_and_says_until_when() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let answer = sign_in(&app, "ANN@example.cn", PASSWORD).await;
    assert_eq!((answer.status, &answer.json["expires_at"]), (201, &json!("2027-01-22T08:00:00Z")));
    assert_eq!(answer.json["member"]["id"], ann.id);
    let set = answer.header("set-cookie");
    assert!(set.starts_with("vermilion_session=vms_"), "{set}");
    assert!(set.ends_with("; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax"), "{set}");
    assert_eq!(me(&app, &answer.cookie().unwrap()).await, 200);
}

#[tokio::test]
async fn elsewhere_than_at_this_machine_the_cookie_is_secure() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let body = json!({"login": "ann@example.cn", "password": PASSWORD});
    let call = app.request("POST", "/api/v1/sessions").header("host", "open.example.cn").json(&body);
    assert!(call.send().await.header("set-cookie").ends_with("; SameSite=Lax; Secure"));
}

#[tokio::test]
async fn which_of_the_two_was_wrong_is_not_said() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let mut told = Vec::new();
    for (login, password) in [
        ("ann@example.cn", "not her password"),
        ("bob@example.cn", "not her password"),
        ("ann", "not her password"),
        ("", ""),
    ] {
        let answer = sign_in(&app, login, password).await;
        assert_eq!((answer.status, answer.code(), answer.cookie()), (401, "bad_credentials", None));
        told.push((answer.json["detail"].clone(), answer.json["next"].clone()));
    }
    told.dedup();
    assert_eq!(told.len(), 1);
}

#[tokio::test]
async fn wrong_tries_delay_that_address_and_after_the_wait_the_right_one_works() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    app.register_member("bob@example.cn").await;
    for _ in 0..5 {
        assert_eq!(sign_in(&app, "ann@example.cn", "wrong").await.code(), "bad_credentials");
    }
    let early = sign_in(&app, "ann@example.cn", PASSWORD).await;
    assert_eq!((early.status, early.code()), (429, "too_many_tries"));
    assert_eq!(sign_in(&app, "bob@example.cn", PASSWORD).await.status, 201);
    app.advance(Span::secs(15));
    assert_eq!(sign_in(&app, "ann@example.cn", "wrong").await.code(), "bad_credentials");
    app.advance(Span::secs(29));
    assert_eq!(sign_in(&app, "ann@example.cn", PASSWORD).await.code(), "too_many_tries");
    app.advance(Span::secs(1));
    assert_eq!(sign_in(&app, "ann@example.cn", PASSWORD).await.status, 201);
    // And all is forgotten.
    assert_eq!(sign_in(&app, "ann@example.cn", "wrong").await.code(), "bad_credentials");
    assert_eq!(sign_in(&app, "ann@example.cn", PASSWORD).await.status, 201);
}

#[tokio::test]
async fn nobodys_address_is_delayed_like_anybodys() {
    let app = TestDesk::new().await;
    for _ in 0..5 {
        assert_eq!(sign_in(&app, "nobody@example.cn", "wrong").await.status, 401);
    }
    assert_eq!(sign_in(&app, "nobody@example.cn", "wrong").await.status, 429);
    app.advance(Span::days(1));
    assert_eq!(sign_in(&app, "nobody@example.cn", "wrong").await.status, 401);
    assert_eq!(sign_in(&app, "nobody@example.cn", "wrong").await.status, 401);
}

#[tokio::test]
async fn tries_at_once_are_counted_each() {
    let app = TestDesk::new().await;
    app.register_member("ann@example.cn").await;
    let answers = together((0..7).map(|_| sign_in(&app, "ann@example.cn", "wrong"))).await;
    let looked_at = answers.iter().filter(|answer| answer.status == 401).count();
    assert!(looked_at <= 5, "{looked_at} passwords were looked at");
}

#[tokio::test]
async fn a_session_ends_unused_after_twelve_hours_and_used_after_seven_days() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let other = sign_in(&app, "ann@example.cn", PASSWORD).await.cookie().unwrap();
    for _ in 0..14 {
        assert_eq!(me(&app, &ann.cookie).await, 200);
        app.advance(Span::millis(Span::hours(12).as_millis() - 1));
    }
    assert_eq!(me(&app, &other).await, 401);
    assert_eq!(me(&app, &ann.cookie).await, 200);
    app.advance(Span::millis(14));
    assert_eq!(me(&app, &ann.cookie).await, 401);
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions_only() {
    let app = TestDesk::new().await;
    let (ann, bob) =
        (app.register_member("ann@example.cn").await, app.register_member("bob@example.cn").await);
    app.advance(Span::secs(1));
    let other = sign_in(&app, "ann@example.cn", PASSWORD).await.cookie().unwrap();
    let list = app.call("GET", "/api/v1/sessions", Some(&ann.cookie), None).await;
    let items = list.json["items"].as_array().unwrap();
    let told: Vec<_> = items.iter().map(|item| (&item["current"], &item["created_at"])).collect();
    assert_eq!(
        told,
        [(&json!(false), &json!("2027-01-15T08:00:01Z")), (&json!(true), &json!("2027-01-15T08:00:00Z"))]
    );
    let path = format!("/api/v1/sessions/{}", items[0]["id"].as_str().unwrap());
    let foreign = app.call("DELETE", &path, Some(&bob.cookie), None).await;
    assert_eq!((foreign.status, foreign.code()), (404, "missing_session"));
    assert_eq!(me(&app, &other).await, 200);
    assert_eq!(app.call("DELETE", &path, Some(&ann.cookie), None).await.status, 204);
    assert_eq!(me(&app, &other).await, 401);
    assert_eq!(app.call("DELETE", &path, Some(&ann.cookie), None).await.code(), "missing_session");
    assert_eq!(app.call("DELETE", "/api/v1/sessions/x", Some(&ann.cookie), None).await.status, 404);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_the_browsers_cookie() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let answer = app.call("DELETE", "/api/v1/sessions/current", Some(&ann.cookie), None).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").starts_with("vermilion_session=; Path=/; Max-Age=0"));
    assert_eq!(me(&app, &ann.cookie).await, 401);
}

#[tokio::test]
async fn a_cookie_that_was_changed_is_nobodys() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let last = ann.cookie.chars().last().unwrap();
    let swapped =
        format!("{}{}", ann.cookie.strip_suffix(last).unwrap(), if last == 'A' { 'B' } else { 'A' });
    for cookie in [swapped.as_str(), "vermilion_session=", "vermilion_session=vms_x", "other=1"] {
        assert_eq!(me(&app, cookie).await, 401, "{cookie}");
    }
    assert_eq!(me(&app, &format!("theme=dark; {}", ann.cookie)).await, 200);
}

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/126.0.0.0 Safari/537.36";

async fn listed(app: &TestDesk, cookie: &str, user_agent: &str) -> serde_json::Value {
    let call = app.request("GET", "/api/v1/sessions").header("cookie", cookie);
    let answer = call.header("user-agent", user_agent).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json["items"].clone()
}

#[tokio::test]
async fn a_session_says_from_which_device_and_address_it_was_used() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.advance(Span::secs(1));
    let cookie = sign_in(&app, "ann@example.cn", PASSWORD).await.cookie().unwrap();
    let items = listed(&app, &cookie, CHROME).await;
    let said =
        |item: &serde_json::Value| (item["current"].clone(), item["device"].clone(), item["address"].clone());
    assert_eq!(said(&items[0]), (json!(true), json!("Chrome · Windows"), json!("127.0.0.1")));
    assert_eq!(said(&items[1]), (json!(false), json!(null), json!(null)), "never used");
    // Noted at most once a minute, and what is no browser has no name.
    let items = listed(&app, &cookie, "curl/8.5.0").await;
    assert_eq!(items[0]["device"], "Chrome · Windows");
    app.advance(Span::secs(61));
    let items = listed(&app, &cookie, "curl/8.5.0").await;
    assert_eq!((&items[0]["device"], &items[0]["seen_at"]), (&json!(null), &json!("2027-01-15T08:01:02Z")));
    // It stands sealed under the member's own key.
    let rows = app.desk.read.sessions_of_member(ann.id.parse().unwrap()).await.unwrap();
    let sealed = rows[0].sealed.clone().unwrap();
    assert!(!sealed.windows(9).any(|part| part == b"127.0.0.1"));
}

#[tokio::test]
async fn the_address_is_what_a_trusted_proxy_says() {
    let settings = vermilion_service::Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        ..vermilion_service::Settings::default()
    };
    let app = TestDesk::with(settings).await;
    let ann = app.register_member("ann@example.cn").await;
    let call = app.request("GET", "/api/v1/sessions").header("cookie", &ann.cookie);
    let answer = call.header("x-forwarded-for", "203.0.113.9").send().await;
    assert_eq!(answer.json["items"][0]["address"], "203.0.113.9");
}
