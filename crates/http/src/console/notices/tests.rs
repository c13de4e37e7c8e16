use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::open_mail;
use vermilion_testkit::{Answer, Member, TestDesk};

async fn get(app: &TestDesk, path: &str, by: &Member) -> Answer {
    app.call("GET", &format!("/api/v1/{path}"), Some(&by.cookie), None).await
}

/// Has Ann be told something: somebody joins her account.
async fn told(app: &TestDesk, ann: &Member, email: &str) {
    let path = format!("/api/v1/accounts/{}/invitations", ann.app_id);
    app.advance(Span::secs(1));
    app.call("POST", &path, Some(&ann.cookie), Some(json!({"email": email, "role": "analyst"}))).await;
    let text = app.mail_to(email).await.unwrap().text;
    let token = text.split('#').nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let form = json!({"token": token, "password": vermilion_testkit::PASSWORD, "name": "Bob"});
    app.advance(Span::secs(1));
    let accepted = app.call("POST", "/api/v1/invitations/accept", None, Some(form)).await;
    assert_eq!(accepted.status, 201, "{accepted:?}");
}

#[tokio::test]
async fn notices_are_listed_counted_and_marked() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    told(&app, &ann, "bob@example.cn").await;
    told(&app, &ann, "carl@example.cn").await;
    assert_eq!(get(&app, "me", &ann).await.json["unread_notices"], 2);
    let first = get(&app, "notices?limit=1", &ann).await;
    let item = &first.json["items"][0];
    assert_eq!(
        (&item["kind"], &item["app_id"], &item["read_at"]),
        (&json!("membership_begun"), &json!(ann.app_id), &Value::Null)
    );
    assert!(item["title"].as_str().unwrap().contains("新成员"));
    let next = format!("notices?after={}", first.json["next"].as_str().unwrap());
    assert_eq!(get(&app, &next, &ann).await.json["items"].as_array().unwrap().len(), 1);
    let path = format!("/api/v1/notices/{}/read", item["id"].as_str().unwrap());
    let marked = app.call("POST", &path, Some(&ann.cookie), Some(json!({}))).await;
    assert_eq!((marked.status, &get(&app, "me", &ann).await.json["unread_notices"]), (204, &json!(1)));
    app.call("POST", &path, Some(&ann.cookie), Some(json!({"all_before": true}))).await;
    assert_eq!(get(&app, "me", &ann).await.json["unread_notices"], 0);
    let bad = app.call("POST", "/api/v1/notices/x/read", Some(&ann.cookie), Some(json!({}))).await;
    assert_eq!(bad.code(), "missing_notice");
}

#[tokio::test]
async fn another_members_notices_are_not_marked() {
    let app = TestDesk::new().await;
    let (ann, eve) =
        (app.register_member("ann@example.cn").await, app.register_member("eve@example.cn").await);
    told(&app, &ann, "bob@example.cn").await;
    let id = get(&app, "notices", &ann).await.json["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/notices/{id}/read");
    app.call("POST", &path, Some(&eve.cookie), Some(json!({"all_before": true}))).await;
    assert_eq!(get(&app, "me", &ann).await.json["unread_notices"], 1);
    assert_eq!(get(&app, "notices", &eve).await.json["items"], json!([]));
}

#[tokio::test]
async fn messages_follow_what_was_chosen_and_hold_nothing_of_the_page() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let choice = get(&app, "notices/choice", &ann).await;
    assert_eq!((&choice.json["email"], &choice.json["webhook"]), (&choice.json["kinds"], &Value::Null));
    let hook = json!({"url": "https://hooks.example.com/a", "kinds": ["membership_begun"]});
    let put = json!({"language": "en", "email": [], "webhook": hook});
    let chosen = app.call("PUT", "/api/v1/notices/choice", Some(&ann.cookie), Some(put.clone())).await;
    assert_eq!((chosen.status, &chosen.json["email"]), (200, &json!([])), "{chosen:?}");
    let again = app.call("PUT", "/api/v1/notices/choice", Some(&ann.cookie), Some(put)).await;
    assert_eq!(again.json["webhook"]["secret"], chosen.json["webhook"]["secret"]);
    told(&app, &ann, "bob@example.cn").await;
    let rows = app.desk.read.mails_newest(100).await.unwrap();
    let letters: Vec<_> =
        rows.iter().map(|row| open_mail(&app.desk, row.mail, &row.sealed).unwrap()).collect();
    let hooked: Vec<_> = letters.iter().filter(|letter| letter.channel == "webhook").collect();
    assert_eq!(hooked.len(), 1);
    let body: Value = serde_json::from_str(&hooked[0].text).unwrap();
    assert_eq!((&body["kind"], &body["about"]), (&json!("membership_begun"), &json!({"app_id": ann.app_id})));
    assert!(!hooked[0].text.contains("bob"));
    assert!(!letters.iter().any(|letter| letter.to == ann.email && letter.subject.contains("joined")));
}

#[tokio::test]
async fn a_faulty_choice_is_refused_whole() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let hook = json!({"url": "http://hooks.example.com", "kinds": ["nonsense"]});
    let put = json!({"language": "fr", "email": ["nonsense"], "webhook": hook});
    let answer = app.call("PUT", "/api/v1/notices/choice", Some(&ann.cookie), Some(put)).await;
    assert_eq!(
        answer.faults(),
        ["/language unknown", "/email unknown", "/webhook/kinds unknown", "/webhook/url format"]
    );
}

#[tokio::test]
async fn administrators_are_told_that_their_account_is_suspended_and_restored() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let operator = app.operator().await;
    // What stands so already is told once.
    for act in ["suspend", "suspend", "restore"] {
        let path = format!("/api/v1/operations/accounts/{}/{act}", ann.app_id);
        let body = Some(json!({"reason": "abuse"}));
        assert_eq!(app.call("POST", &path, Some(&operator.cookie), body).await.status, 200);
        app.advance(Span::secs(1));
    }
    let told = app.call("GET", "/api/v1/notices", Some(&ann.cookie), None).await.json;
    let told: Vec<_> =
        told["items"].as_array().unwrap().iter().map(|item| (&item["kind"], &item["app_id"])).collect();
    let mine = json!(ann.app_id);
    assert_eq!(told, [(&json!("account_restored"), &mine), (&json!("account_suspended"), &mine)]);
}
