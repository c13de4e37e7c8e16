use serde_json::{Value, json};
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

async fn publish(app: &TestDesk, by: &Member, asks_again: bool) -> Answer {
    let form = json!({"title_zh": "新协议", "text_zh": "第一条", "title_en": "New terms", "text_en": "First.",
        "asks_again": asks_again});
    app.call("POST", "/api/v1/operations/agreements", Some(&by.cookie), Some(form)).await
}

async fn due(app: &TestDesk, by: &Member) -> Value {
    app.call("GET", "/api/v1/me", Some(&by.cookie), None).await.json["agreement_due"].clone()
}

async fn accept(app: &TestDesk, by: &Member, version: u32) -> Answer {
    let body = json!({ "version": version });
    app.call("POST", "/api/v1/agreement/accept", Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn another_version_holds_for_newcomers_and_asks_others_where_it_says_so() {
    let app = TestDesk::new().await;
    let (ann, operator) = (app.register_member("ann@example.cn").await, app.operator().await);
    let published = publish(&app, &operator, false).await;
    assert_eq!((published.status, &published.json["version"]), (201, &json!(2)), "{published:?}");
    let call = app.request("GET", "/api/v1/agreement").header("accept-language", "en");
    assert_eq!(call.send().await.json, json!({"version": 2, "title": "New terms", "text": "First."}));
    assert_eq!(due(&app, &ann).await, Value::Null);
    let counted = app.call("GET", "/api/v1/operations/agreements", Some(&operator.cookie), None).await.json;
    let present = json!({"version": 2, "title_zh": "新协议", "text_zh": "第一条", "title_en": "New terms", "text_en": "First."});
    assert_eq!(counted["present"], present);
    // Whom the platform invited agreed to none.
    assert_eq!(counted["agreed"], json!([{"version": 1, "members": 1}, {"version": 0, "members": 1}]));

    // Who registers agrees to it and to no other.
    let code = app.verify("bob@example.cn").await;
    let mut form = json!({"account_type": "mini_program", "account_name": "App bob", "email": "bob@example.cn",
        "email_code": code, "password": PASSWORD, "agreement": 1});
    let old = app.call("POST", "/api/v1/registrations", None, Some(form.clone())).await;
    assert_eq!(old.faults(), ["/agreement agreement"]);
    form["agreement"] = json!(2);
    assert_eq!(app.call("POST", "/api/v1/registrations", None, Some(form)).await.status, 201);

    assert_eq!(publish(&app, &operator, true).await.json["version"], 3);
    assert_eq!(due(&app, &ann).await, 3);
    assert_eq!(accept(&app, &ann, 2).await.faults(), ["/version agreement"]);
    let accepted = accept(&app, &ann, 3).await;
    assert!(accepted.status == 204 && !accepted.header("vermilion-seq").is_empty());
    assert!(accept(&app, &ann, 3).await.header("vermilion-seq").is_empty());
    assert_eq!(due(&app, &ann).await, Value::Null);
    let id = ann.id.parse().unwrap();
    assert_eq!(app.desk.read.agreed_by(id).await.unwrap(), Some((3, app.desk.now())));

    let versions = app.call("GET", "/api/v1/operations/agreements", Some(&operator.cookie), None).await;
    let numbers: Vec<_> =
        versions.json["items"].as_array().unwrap().iter().map(|it| &it["version"]).collect();
    assert_eq!(numbers, [&json!(3), &json!(2)]);
    let agreed =
        json!([{"version": 3, "members": 1}, {"version": 2, "members": 1}, {"version": 0, "members": 1}]);
    assert_eq!(versions.json["agreed"], agreed);
}

#[tokio::test]
async fn only_operations_publish_and_nothing_may_be_missing() {
    let app = TestDesk::new().await;
    let (ann, operator) = (app.register_member("ann@example.cn").await, app.operator().await);
    assert_eq!(publish(&app, &ann, false).await.code(), "forbidden");
    let own = app.call("GET", "/api/v1/operations/agreements", Some(&operator.cookie), None).await.json;
    assert_eq!((&own["items"], &own["present"]["version"]), (&json!([]), &json!(1)));
    assert!(own["present"]["title_en"].as_str().is_some_and(|title| !title.is_empty()));
    let empty =
        app.call("POST", "/api/v1/operations/agreements", Some(&operator.cookie), Some(json!({}))).await;
    assert_eq!(
        empty.faults(),
        ["/title_zh required", "/text_zh required", "/title_en required", "/text_en required"]
    );
}
