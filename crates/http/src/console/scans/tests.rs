use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

/// A host app's key, and two of its users.
async fn host(app: &TestDesk) -> (String, String, String) {
    let operator = app.operator().await;
    let body = Some(json!({"name": "bank"}));
    let made = app.call("POST", "/api/v1/operations/host-apps", Some(&operator.cookie), body).await;
    let key = made.json["key"].as_str().unwrap().to_owned();
    let mut users = Vec::new();
    for id in ["u1", "u2"] {
        let answer = hosted(app, &key, "users", json!({"external_id": id})).await;
        users.push(answer.json["id"].as_str().unwrap().to_owned());
    }
    (key, users.remove(0), users.remove(0))
}

async fn hosted(app: &TestDesk, key: &str, path: &str, body: Value) -> Answer {
    let path = format!("/host/v1/{path}");
    let call = app.request("POST", &path).header("authorization", &format!("Bearer {key}"));
    call.json(&body).send().await
}

async fn post(app: &TestDesk, path: &str, cookie: Option<&str>, body: Value) -> Answer {
    app.call("POST", &format!("/api/v1/{path}"), cookie, Some(body)).await
}

async fn scan(app: &TestDesk, key: &str, asked: &Answer, user: &str) -> Answer {
    hosted(app, key, "scans/show", json!({"ticket": asked.json["ticket"], "user": user})).await
}

async fn answer(app: &TestDesk, key: &str, asked: &Answer, (user, said): (&str, &str)) -> Answer {
    let body = json!({"ticket": asked.json["ticket"], "user": user, "answer": said});
    hosted(app, key, "scans/answer", body).await
}

fn held(asked: &Answer) -> Value {
    json!({"ticket": asked.json["ticket"], "browser": asked.json["browser"]})
}

async fn bound(app: &TestDesk, key: &str, who: &Member, user: &str) {
    post(app, "sessions/current/proof", Some(&who.cookie), json!({"password": PASSWORD})).await;
    let asked = post(app, "scans/bind", Some(&who.cookie), json!({})).await;
    assert_eq!(scan(app, key, &asked, user).await.json["purpose"], "bind");
    assert_eq!(answer(app, key, &asked, (user, "confirmed")).await.status, 204);
    assert_eq!(post(app, "scans/state", None, held(&asked)).await.json["state"], "bound");
}

#[tokio::test]
async fn a_bound_member_signs_in_by_scanning_once_and_in_the_same_browser() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (key, user, other) = host(&app).await;
    bound(&app, &key, &ann, &user).await;
    let binding = app.call("GET", "/api/v1/me/binding", Some(&ann.cookie), None).await;
    assert_eq!(binding.json["since"], "2027-01-15T08:00:00Z");
    assert_eq!(binding.json["host_app_name"], "bank");

    let asked = post(&app, "scans", None, json!({})).await;
    assert_eq!(post(&app, "scans/state", None, held(&asked)).await.json["state"], "waiting");
    assert_eq!(scan(&app, &key, &asked, &other).await.code(), "not_bound");
    assert_eq!(scan(&app, &key, &asked, &user).await.json["purpose"], "sign_in");
    assert_eq!(scan(&app, &key, &asked, &user).await.status, 200, "asking again is no fault");
    assert_eq!(post(&app, "scans/state", None, held(&asked)).await.json["state"], "shown");
    assert_eq!(answer(&app, &key, &asked, (&other, "confirmed")).await.code(), "scan_over");
    assert_eq!(answer(&app, &key, &asked, (&user, "confirmed")).await.status, 204);
    assert_eq!(answer(&app, &key, &asked, (&user, "refused")).await.code(), "scan_over");

    // Whoever saw the code has not the browser's secret.
    let seen = json!({"ticket": asked.json["ticket"], "browser": asked.json["ticket"]});
    assert_eq!(post(&app, "scans/state", None, seen).await.code(), "missing_scan");
    let (a, b) = tokio::join!(
        post(&app, "scans/state", None, held(&asked)),
        post(&app, "scans/state", None, held(&asked))
    );
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert_eq!(codes, [200, 404], "{a:?} {b:?}");
    let cookie = a.cookie().or(b.cookie()).unwrap();
    assert_eq!(app.call("GET", "/api/v1/me", Some(&cookie), None).await.json["id"], ann.id);
}

#[tokio::test]
async fn refused_or_too_old_signs_nobody_in() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (key, user, _) = host(&app).await;
    bound(&app, &key, &ann, &user).await;
    let asked = post(&app, "scans", None, json!({})).await;
    scan(&app, &key, &asked, &user).await;
    assert_eq!(answer(&app, &key, &asked, (&user, "maybe")).await.faults(), ["/answer unknown"]);
    answer(&app, &key, &asked, (&user, "refused")).await;
    let state = post(&app, "scans/state", None, held(&asked)).await;
    assert_eq!((&state.json["state"], state.cookie()), (&json!("refused"), None));
    let late = post(&app, "scans", None, json!({})).await;
    scan(&app, &key, &late, &user).await;
    answer(&app, &key, &late, (&user, "confirmed")).await;
    app.advance(Span::mins(3));
    assert_eq!(post(&app, "scans/state", None, held(&late)).await.code(), "missing_scan");
    assert_eq!(scan(&app, &key, &late, &user).await.code(), "missing_scan");
}

#[tokio::test]
async fn one_member_binds_one_user_and_can_end_it() {
    let app = TestDesk::new().await;
    let (ann, bob) =
        (app.register_member("ann@example.cn").await, app.register_member("bob@example.cn").await);
    let (key, user, _) = host(&app).await;
    bound(&app, &key, &ann, &user).await;
    assert_eq!(post(&app, "scans/bind", Some(&ann.cookie), json!({})).await.code(), "bound_already");
    post(&app, "sessions/current/proof", Some(&bob.cookie), json!({"password": PASSWORD})).await;
    let asked = post(&app, "scans/bind", Some(&bob.cookie), json!({})).await;
    assert_eq!(scan(&app, &key, &asked, &user).await.code(), "bound_already");
    for _ in 0..2 {
        assert_eq!(app.call("DELETE", "/api/v1/me/binding", Some(&ann.cookie), None).await.status, 204);
    }
    let asked = post(&app, "scans", None, json!({})).await;
    assert_eq!(scan(&app, &key, &asked, &user).await.code(), "not_bound");
}

#[tokio::test]
async fn another_host_apps_user_scans_nothing() {
    let app = TestDesk::new().await;
    let (key, user, _) = host(&app).await;
    let asked = post(&app, "scans", None, json!({})).await;
    assert_eq!(scan(&app, "vhk_nonsense", &asked, &user).await.status, 401);
    let nobody = "00000000-0000-7000-8000-000000000000";
    assert_eq!(scan(&app, &key, &asked, nobody).await.code(), "missing_user");
    assert_eq!(scan(&app, &key, &asked, "x").await.code(), "missing_user");
}
