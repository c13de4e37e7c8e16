use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

async fn post(app: &TestDesk, by: &Member, end: &str, body: Value) -> Answer {
    let path = format!("/api/v1/accounts/{}/secrets{end}", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(body)).await
}

async fn retire(app: &TestDesk, by: &Member, number: &str, tokens: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/secrets/{number}?tokens={tokens}", by.app_id);
    app.call("DELETE", &path, Some(&by.cookie), None).await
}

async fn list(app: &TestDesk, by: &Member) -> Vec<String> {
    let path = format!("/api/v1/accounts/{}/secrets", by.app_id);
    let answer = app.call("GET", &path, Some(&by.cookie), None).await;
    let items = answer.json["items"].as_array().unwrap();
    let line = |item: &Value| format!("{} {} {}", item["number"], item["name"], item["retired_at"].is_null());
    items.iter().map(line).collect()
}

/// What a server gets that fetches a token with this secret: 0, or the code it is refused with.
async fn fetch(app: &TestDesk, by: &Member, secret: &str) -> i64 {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    app.call("GET", &path, None, None).await.json["errcode"].as_i64().unwrap_or(0)
}

fn secret(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json["secret"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_secret_is_shown_once_and_fetches_tokens() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let made = post(&app, &ann, "", json!({"name": " main "})).await;
    assert_eq!((&made.json["number"], &made.json["name"]), (&json!(1), &json!("main")));
    let made = secret(&made);
    assert!(made.len() == 32 && made.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_eq!(fetch(&app, &ann, &made).await, 0);
    assert_eq!(fetch(&app, &ann, &made.replace('0', "1").replace('a', "b")).await, 40125);
    assert_eq!(list(&app, &ann).await, [r#"1 "main" true"#]);
}

#[tokio::test]
async fn five_work_at_once_and_no_more() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for n in 0..4 {
        secret(&post(&app, &ann, "", json!({"name": format!("s{n}")})).await);
    }
    let make = || post(&app, &ann, "", json!({"name": "at once"}));
    let (a, b) = tokio::join!(make(), make());
    let lost = if a.status == 201 { &b } else { &a };
    assert_eq!((a.status.min(b.status), lost.status, lost.code()), (201, 409, "too_many_secrets"));
    assert_eq!(retire(&app, &ann, "1", "live_on").await.status, 204);
    assert_eq!(post(&app, &ann, "", json!({"name": "again"})).await.json["number"], 6);
}

#[tokio::test]
async fn names_are_checked() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    assert_eq!(post(&app, &ann, "", json!({})).await.faults(), ["/name required"]);
    assert_eq!(post(&app, &ann, "", json!({"name": "x".repeat(41)})).await.faults(), ["/name too_long"]);
    assert_eq!(post(&app, &ann, "", json!({"name": "a\nb"})).await.faults(), ["/name format"]);
}

#[tokio::test]
async fn a_reset_needs_the_password_and_holds_for_the_next_call() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let old = app.secret_of(&ann).await;
    let form = |password: &str, tokens: &str| json!({"name": "new", "password": password, "tokens": tokens});
    assert_eq!(
        post(&app, &ann, "/reset", json!({})).await.faults(),
        ["/name required", "/tokens required", "/password required"]
    );
    assert_eq!(post(&app, &ann, "/reset", form(PASSWORD, "maybe")).await.faults(), ["/tokens unknown"]);
    let wrong = post(&app, &ann, "/reset", form("wrong", "live_on")).await;
    assert_eq!((wrong.status, wrong.faults()), (422, vec!["/password wrong_password".to_owned()]));
    assert_eq!(fetch(&app, &ann, &old).await, 0);
    let new = secret(&post(&app, &ann, "/reset", form(PASSWORD, "end_too")).await);
    assert_eq!((fetch(&app, &ann, &old).await, fetch(&app, &ann, &new).await), (40125, 0));
    assert_eq!(list(&app, &ann).await, [r#"2 "new" true"#, r#"1 "main" false"#]);
}

#[tokio::test]
async fn the_last_one_that_works_stays_even_when_two_are_retired_at_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.secret_of(&ann).await;
    let last = retire(&app, &ann, "1", "live_on").await;
    assert_eq!((last.status, last.code()), (409, "last_secret"));
    app.secret_of(&ann).await;
    let (a, b) = tokio::join!(retire(&app, &ann, "1", "live_on"), retire(&app, &ann, "2", "live_on"));
    let mut codes = [(a.status, a.code()), (b.status, b.code())];
    codes.sort_unstable();
    assert_eq!(codes, [(204, ""), (409, "last_secret")]);
}

#[tokio::test]
async fn what_does_not_work_cannot_be_retired() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.secret_of(&ann).await;
    app.secret_of(&ann).await;
    assert_eq!(retire(&app, &ann, "1", "").await.faults(), ["/tokens required"]);
    for number in ["3", "0", "99999", "one"] {
        assert_eq!(retire(&app, &ann, number, "end_too").await.code(), "missing_secret", "{number}");
    }
    assert_eq!(retire(&app, &ann, "1", "end_too").await.status, 204);
    assert_eq!(retire(&app, &ann, "1", "end_too").await.code(), "missing_secret");
}

#[tokio::test]
async fn frozen_secrets_fetch_nothing_until_they_are_unfrozen() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let made = app.secret_of(&ann).await;
    assert_eq!(post(&app, &ann, "/freeze", json!({})).await.status, 204);
    assert_eq!(fetch(&app, &ann, &made).await, 40243);
    let again = post(&app, &ann, "/freeze", json!({})).await;
    assert_eq!((again.status, again.code()), (409, "stale"));
    let path = format!("/api/v1/accounts/{}", ann.app_id);
    let seen = app.call("GET", &path, Some(&ann.cookie), None).await;
    assert_eq!(seen.json["secrets_state"], "frozen");
    assert_eq!(post(&app, &ann, "/unfreeze", json!({})).await.status, 204);
    assert_eq!(fetch(&app, &ann, &made).await, 0);
}

#[tokio::test]
async fn who_may_see_the_account_but_not_its_settings_is_refused() {
    let app = TestDesk::new().await;
    let (ann, bob) =
        (app.register_member("ann@example.cn").await, app.register_member("bob@example.cn").await);
    app.join(&ann.app_id, &bob, Role::Analyst).await;
    let bob = Member { app_id: ann.app_id.clone(), ..bob };
    let answer = post(&app, &bob, "", json!({"name": "mine"})).await;
    assert_eq!((answer.status, answer.code()), (403, "forbidden"));
}

async fn secrets(app: &TestDesk, by: &Member) -> Vec<Value> {
    let path = format!("/api/v1/accounts/{}/secrets", by.app_id);
    app.call("GET", &path, Some(&by.cookie), None).await.json["items"].as_array().unwrap().clone()
}

async fn plan(app: &TestDesk, by: &Member, number: u16, at: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/secrets/{number}/retirement", by.app_id);
    app.call("PUT", &path, Some(&by.cookie), Some(json!({"at": at}))).await
}

/// Signs somebody in again whose session has ended meanwhile.
async fn again(app: &TestDesk, by: &Member) -> Member {
    let body = json!({"login": by.email, "password": PASSWORD});
    let answer = app.call("POST", "/api/v1/sessions", None, Some(body)).await;
    let cookie = answer.cookie().unwrap_or_else(|| panic!("{answer:?}"));
    Member { cookie, ..by.clone() }
}

#[tokio::test]
async fn a_planned_end_comes_by_the_clock_and_is_recorded() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (old, new) = (app.secret_of(&ann).await, app.secret_of(&ann).await);
    // 08:00 in the test's beginning.
    for (number, at, fault) in [(1, "tomorrow", "/at format"), (1, "2027-01-15T08:00:00Z", "/at past")] {
        assert_eq!(plan(&app, &ann, number, at).await.faults(), [fault]);
    }
    assert_eq!(plan(&app, &ann, 7, "2027-01-15T09:00:00Z").await.code(), "missing_secret");
    assert_eq!(plan(&app, &ann, 1, "2027-01-15T09:00:00Z").await.status, 204);
    let last = plan(&app, &ann, 2, "2027-01-16T09:00:00Z").await;
    assert_eq!((last.status, last.code()), (409, "last_secret"), "none would go on working");
    assert_eq!(secrets(&app, &ann).await[1]["retires_at"], "2027-01-15T09:00:00Z");
    assert_eq!(fetch(&app, &ann, &old).await, 0);
    app.advance(Span::mins(60));
    assert_eq!((fetch(&app, &ann, &old).await, fetch(&app, &ann, &new).await), (40125, 0));
    assert!(!secrets(&app, &ann).await[1]["retired_at"].is_null(), "said before it is recorded");
    vermilion_service::accounts::retire_due(&app.desk).await.unwrap();
    assert!(app.desk.read.secrets_due(app.desk.now()).await.unwrap().is_empty());
    assert_eq!(fetch(&app, &ann, &old).await, 40125);
}

#[tokio::test]
async fn a_plan_can_be_taken_back() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let old = app.secret_of(&ann).await;
    app.secret_of(&ann).await;
    let path = format!("/api/v1/accounts/{}/secrets/1/retirement", ann.app_id);
    let back = || app.call("DELETE", &path, Some(&ann.cookie), None);
    assert_eq!(back().await.code(), "missing_secret", "nothing was planned");
    assert_eq!(plan(&app, &ann, 1, "2027-01-15T09:00:00Z").await.status, 204);
    assert_eq!(back().await.status, 204);
    app.advance(Span::mins(61));
    assert_eq!(fetch(&app, &ann, &old).await, 0);
}

#[tokio::test]
async fn last_use_is_a_day_and_a_secret_nobody_uses_is_warned_of() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (used, _) = (app.secret_of(&ann).await, app.secret_of(&ann).await);
    app.advance(Span::days(29));
    fetch(&app, &ann, &used).await;
    let ann = again(&app, &ann).await;
    let both = secrets(&app, &ann).await;
    // Midnight in China.
    assert_eq!(both[1]["last_used"], "2027-02-12T16:00:00Z");
    assert_eq!((&both[0]["last_used"], &both[0]["unused"]), (&Value::Null, &json!(false)));
    app.advance(Span::days(2));
    let ann = again(&app, &ann).await;
    let both = secrets(&app, &ann).await;
    assert_eq!((&both[0]["unused"], &both[1]["unused"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn a_leaked_secret_dies_with_its_tokens_and_what_it_did_is_told() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let leaked = app.secret_of(&ann).await;
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={leaked}", ann.app_id);
    let token = app.call("GET", &path, None, None).await.json["access_token"].clone();
    let call = format!("/cgi-bin/get_api_domain_ip?access_token={}", token.as_str().unwrap());
    assert_eq!(app.call("GET", &call, None, None).await.json["errcode"], Value::Null);
    let done = post(&app, &ann, "/1/leaked", json!({})).await;
    assert_eq!((&done.json["number"], &done.json["name"]), (&json!(2), &json!("main")));
    assert_eq!(
        (&done.json["fetches"][0]["address"], &done.json["fetches"][0]["count"]),
        (&json!("127.0.0.1"), &json!(1))
    );
    let new = secret(&done);
    assert_eq!((fetch(&app, &ann, &leaked).await, fetch(&app, &ann, &new).await), (40125, 0));
    let dead = app.call("GET", &call, None, None).await.json;
    assert_eq!(dead["errcode"], 40001);
    let rid = dead["errmsg"].as_str().unwrap().split("rid: ").nth(1).unwrap();
    let path = format!("/api/v1/accounts/{}/refusals/{rid}", ann.app_id);
    let told = app.call("GET", &path, Some(&ann.cookie), None).await.json;
    assert_eq!((&told["ended_by"]["kind"], &told["ended_by"]["secret"]), (&json!("secret_ended"), &json!(1)));
    assert_eq!(post(&app, &ann, "/1/leaked", json!({})).await.code(), "missing_secret");
    assert_eq!(list(&app, &ann).await, [r#"2 "main" true"#, r#"1 "main" false"#]);
}

#[tokio::test]
async fn a_displaced_tokens_refusal_leads_to_who_displaced_it() {
    let settings = vermilion_service::Settings {
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..vermilion_service::Settings::default()
    };
    let app = TestDesk::with(settings).await;
    let ann = app.register_member("ann@example.cn").await;
    let made = app.secret_of(&ann).await;
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={made}", ann.app_id);
    let from = async |address: &str| {
        app.request("GET", &path).header("x-forwarded-for", address).send().await.json["access_token"].clone()
    };
    let first = from("203.0.113.8").await;
    app.advance(Span::mins(2));
    for _ in 0..3 {
        from("198.51.100.7").await;
    }
    app.advance(Span::mins(6));
    let call = format!("/cgi-bin/get_api_domain_ip?access_token={}", first.as_str().unwrap());
    let dead = app.call("GET", &call, None, None).await.json;
    assert_eq!(dead["errcode"], 40001);
    let rid = dead["errmsg"].as_str().unwrap().split("rid: ").nth(1).unwrap();
    let refusal = format!("/api/v1/accounts/{}/refusals/{rid}", ann.app_id);
    let by = app.call("GET", &refusal, Some(&ann.cookie), None).await.json["ended_by"].clone();
    assert_eq!((&by["kind"], &by["fetch"]["address"]), (&json!("fetch"), &json!("198.51.100.7")), "{by}");
    assert_eq!((&by["fetch"]["count"], &by["fetch"]["secret_name"]), (&json!(3), &json!("main")));
    assert_eq!(by["fetch"]["first_at"], "2027-01-15T08:02:00Z");
    let list = format!("/api/v1/accounts/{}/token-fetches?limit=1", ann.app_id);
    let one = app.call("GET", &list, Some(&ann.cookie), None).await.json;
    assert_eq!(one["items"][0]["address"], "198.51.100.7");
    let next = format!("{list}&after={}", one["next"].as_str().unwrap());
    let two = app.call("GET", &next, Some(&ann.cookie), None).await.json;
    assert_eq!((&two["items"][0]["address"], &two["items"][0]["count"]), (&json!("203.0.113.8"), &json!(1)));
    let wrong = app.call("GET", &format!("{list}&after=nonsense"), Some(&ann.cookie), None).await;
    assert_eq!(wrong.status, 400);
}
