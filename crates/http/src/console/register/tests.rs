use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, Member, TestDesk};

async fn change(app: &TestDesk, by: &Member, field: &str, value: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/register/changes", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(json!({"field": field, "value": value}))).await
}

async fn register(app: &TestDesk, by: &Member) -> Value {
    let path = format!("/api/v1/accounts/{}/register", by.app_id);
    let answer = app.call("GET", &path, Some(&by.cookie), None).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json
}

fn field<'a>(register: &'a Value, name: &str) -> &'a Value {
    register["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap()
}

async fn decide(app: &TestDesk, by: &Member, case: &str, how: &str) -> Answer {
    let path = format!("/api/v1/review/cases/{case}/{how}");
    let body = if how == "approve" {
        json!({"version": 1, "checks": app.checks(&by.cookie, case, &[]).await})
    } else {
        let reasons = json!([{"code": "rules", "pointer": "/name", "text": "像别人的名称"}]);
        let checks = app.checks(&by.cookie, case, &["/name"]).await;
        json!({"version": 1, "reasons": reasons, "checks": checks})
    };
    app.call("POST", &path, Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn the_register_says_beforehand_what_a_change_needs() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let seen = register(&app, &ann).await;
    let lines: Vec<String> = seen["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            format!(
                "{} {} {} of {} a {}",
                field["field"].as_str().unwrap(),
                field["review"].as_str().unwrap(),
                field["changes_left"],
                field["changes"],
                field["per"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "name one_person 2 of 2 a year",
            "avatar automatic 5 of 5 a year",
            "introduction automatic 5 of 5 a month",
            "category automatic 5 of 5 a month"
        ]
    );
    assert_eq!(field(&seen, "name")["resets_at"], "2027-12-31T16:00:00Z");
}

#[tokio::test]
async fn what_a_machine_checks_holds_at_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let changed = change(&app, &ann, "introduction", " 门店扫码点餐与自提。 ").await;
    assert_eq!((changed.status, changed.header("vermilion-seq")), (200, "1.0-2"), "{changed:?}");
    let said = field(&changed.json, "introduction");
    assert_eq!((&said["value"], &said["changes_left"]), (&json!("门店扫码点餐与自提。"), &json!(4)));
    let again = change(&app, &ann, "introduction", "门店扫码点餐与自提。").await;
    assert_eq!(again.faults(), ["/value unchanged"]);
    assert_eq!(change(&app, &ann, "category", "food").await.status, 200);
    let account = app.call("GET", &format!("/api/v1/accounts/{}", ann.app_id), Some(&ann.cookie), None).await;
    assert_eq!(account.json["introduction"], "门店扫码点餐与自提。");
}

#[tokio::test]
async fn faults_are_said_at_their_field() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    app.register_member("bob@example.cn").await;
    for (name, value, fault) in [
        ("name", "朱", "/value name_length"),
        ("name", "腾讯地图 ", "/value protected_word"),
        ("name", "ＡＰＰ　bob", "/value taken"),
        ("introduction", "短", "/value too_short"),
        ("introduction", &"长".repeat(121), "/value too_long"),
        ("introduction", "我们是微信旗下", "/value protected_word"),
        ("category", "alchemy", "/value unknown"),
        ("avatar", "x", "/field unknown"),
        ("shoe_size", "44", "/field unknown"),
    ] {
        let answer = change(&app, &ann, name, value).await;
        assert_eq!((answer.status, answer.faults()), (422, vec![fault.to_owned()]), "{name} {value}");
    }
}

#[tokio::test]
async fn a_name_is_a_case_of_its_own_kind_and_holds_when_a_reviewer_agrees() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    let reviewer = app.reviewer().await;
    let asked = change(&app, &ann, "name", "青禾点餐").await;
    assert_eq!(field(&asked.json, "name")["value"], "App ann");
    let case = field(&asked.json, "name")["pending"]["case"].as_str().unwrap().to_owned();
    assert_eq!(change(&app, &ann, "name", "青禾小铺").await.code(), "already_pending");
    // Asked for is as good as held.
    assert_eq!(change(&app, &bob, "name", "青禾 点餐").await.faults(), ["/value taken"]);
    let path = format!("/api/v1/review/cases/{case}");
    let seen = app.call("GET", &path, Some(&reviewer.cookie), None).await.json;
    assert_eq!((&seen["kind"], &seen["authorization"]), (&json!("name_change"), &Value::Null));
    assert_eq!(
        seen["lines"],
        json!([{"pointer": "/name", "label": "名称", "before": {"kind": "text", "text": "App ann"},
            "asked": {"kind": "text", "text": "青禾点餐"}}])
    );
    assert_eq!(seen["checklist"][0]["pointer"], "/name");
    let approved = decide(&app, &reviewer, &case, "approve").await;
    assert_eq!((approved.status, &approved.json["state"]), (200, &json!("approved")), "{approved:?}");
    let now = register(&app, &ann).await;
    assert_eq!(
        (&field(&now, "name")["value"], &field(&now, "name")["changes_left"]),
        (&json!("青禾点餐"), &json!(1))
    );
    // The old name is free again.
    assert_eq!(change(&app, &bob, "name", "App ann").await.status, 200);
}

#[tokio::test]
async fn a_rejected_name_is_let_go_and_costs_no_change() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    let reviewer = app.reviewer().await;
    let asked = change(&app, &ann, "name", "青禾点餐").await;
    let case = field(&asked.json, "name")["pending"]["case"].as_str().unwrap().to_owned();
    assert_eq!(decide(&app, &reviewer, &case, "reject").await.status, 200);
    let now = register(&app, &ann).await;
    let name = field(&now, "name");
    assert_eq!((&name["value"], &name["changes_left"]), (&json!("App ann"), &json!(2)));
    assert_eq!((&name["last_outcome"]["outcome"], &name["pending"]), (&json!("rejected"), &Value::Null));
    assert_eq!(name["last_outcome"]["reasons"][0]["text"], "像别人的名称");
    let own = format!("/api/v1/accounts/{}/cases/{case}", ann.app_id);
    assert_eq!(app.call("GET", &own, Some(&ann.cookie), None).await.json["may_appeal"], false);
    let appeal = Some(json!({"text": "商标在我们名下"}));
    let appealed = app.call("POST", &format!("{own}/appeal"), Some(&ann.cookie), appeal).await;
    assert_eq!((appealed.status, appealed.code()), (409, "asked_anew"), "{appealed:?}");
    assert_eq!(change(&app, &bob, "name", "青禾点餐").await.status, 200);
}

#[tokio::test]
async fn what_waits_can_be_taken_back() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    let path = format!("/api/v1/accounts/{}/register/name/withdraw", ann.app_id);
    let nothing = app.call("POST", &path, Some(&ann.cookie), None).await;
    assert_eq!((nothing.status, nothing.code()), (409, "nothing_pending"));
    let asked = change(&app, &ann, "name", "青禾点餐").await;
    let case = field(&asked.json, "name")["pending"]["case"].as_str().unwrap().to_owned();
    assert_eq!(app.call("POST", &path, Some(&ann.cookie), None).await.status, 200);
    assert_eq!(decide(&app, &reviewer, &case, "approve").await.code(), "case_closed");
    assert_eq!(change(&app, &ann, "name", "青禾点餐").await.status, 200);
}

#[tokio::test]
async fn a_year_has_its_number_of_changes() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    for n in 1..=5 {
        assert_eq!(change(&app, &ann, "introduction", &format!("第 {n} 版的介绍")).await.status, 200);
    }
    let sixth = change(&app, &ann, "introduction", "第六版的介绍").await;
    assert_eq!((sixth.status, sixth.code()), (409, "no_changes_left"));
    app.advance(Span::days(31));
    let ann = app.signed_in_again(&ann).await;
    assert_eq!(change(&app, &ann, "introduction", "下个月的介绍").await.status, 200);
}

#[tokio::test]
async fn a_category_may_need_more_than_its_field() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let asked = change(&app, &ann, "category", "medical").await;
    let category = field(&asked.json, "category");
    assert_eq!((&category["value"], &category["pending"]["value"]), (&Value::Null, &json!("medical")));
}

#[tokio::test]
async fn nobody_decides_about_their_own_register() {
    let app = TestDesk::new().await;
    let reviewer = app.reviewer().await;
    let body = json!({"account_type": "mini_program", "account_name": "审核员小店"});
    let opened = app.call("POST", "/api/v1/accounts", Some(&reviewer.cookie), Some(body)).await;
    let own = Member { app_id: opened.json["app_id"].as_str().unwrap().to_owned(), ..reviewer.clone() };
    let asked = change(&app, &own, "name", "审核员书店").await;
    let case = field(&asked.json, "name")["pending"]["case"].as_str().unwrap().to_owned();
    let answer = decide(&app, &reviewer, &case, "approve").await;
    assert_eq!((answer.status, answer.code()), (403, "own_application"));
}

#[tokio::test]
async fn operators_protect_words_and_free_them() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let operator = app.operator().await;
    let put = async |word: &str, body: Value| {
        let path = format!("/api/v1/operations/protected-words/{word}");
        app.call("PUT", &path, Some(&operator.cookie), Some(body)).await.status
    };
    assert_eq!(put("Blue%20Whale", json!({})).await, 204);
    assert_eq!(change(&app, &ann, "name", "blue whale club").await.faults(), ["/value protected_word"]);
    assert_eq!(put("bluewhale", json!({"app_id": ann.app_id})).await, 204);
    assert_eq!(change(&app, &ann, "name", "blue whale club").await.status, 200);
    assert_eq!(put("x", json!({})).await, 422);
    assert_eq!(put("bluewhale", json!({"app_id": "wx0000000000000000"})).await, 404);
    let free = async |word: &str| {
        let path = format!("/api/v1/operations/protected-words/{word}");
        let answer = app.call("DELETE", &path, Some(&operator.cookie), None).await;
        (answer.status, answer.header("vermilion-seq").is_empty())
    };
    assert_eq!(free("tencent").await, (204, false));
    assert_eq!(free("tencent").await, (204, true));
    let list = app.call("GET", "/api/v1/operations/protected-words", Some(&operator.cookie), None).await.json;
    let words: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|item| item["word"].as_str().unwrap()).collect();
    assert_eq!(words, ["微信", "wechat", "腾讯", "官方", "bluewhale"]);
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn put_avatar(app: &TestDesk, by: &Member, bytes: &[u8]) -> Answer {
    let path = format!("/api/v1/accounts/{}/register/avatar", by.app_id);
    app.request("PUT", &path).header("cookie", &by.cookie).bytes(bytes).send().await
}

#[tokio::test]
async fn an_avatar_is_drawn_anew_from_what_is_handed_in() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let changed = put_avatar(&app, &ann, &picture(800, 300)).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    let avatar = field(&changed.json, "avatar");
    assert!(avatar["value"].as_str().unwrap().starts_with("data:image/jpeg;base64,/9j/"), "{avatar}");
    assert_eq!(avatar["changes_left"], 4);
    assert_eq!(put_avatar(&app, &ann, &picture(800, 300)).await.faults(), ["/file unchanged"]);
    assert_eq!(put_avatar(&app, &ann, b"%PDF-1.7 no picture").await.faults(), ["/file picture_type"]);
    assert_eq!(
        put_avatar(&app, &ann, b"\x89PNG\r\n\x1a\nand then").await.faults(),
        ["/file file_unreadable"]
    );
    let long = put_avatar(&app, &ann, &vec![0; 2 * 1024 * 1024 + 1]).await;
    assert_eq!((long.status, long.code()), (413, "too_large"));
    let nobody = Member { cookie: String::new(), ..ann.clone() };
    assert_eq!(put_avatar(&app, &nobody, &picture(8, 8)).await.status, 401);
}

#[tokio::test]
async fn what_was_asked_of_a_field_is_told_with_how_it_ended() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    let asked = change(&app, &ann, "name", "青禾点餐").await;
    let case = field(&asked.json, "name")["pending"]["case"].as_str().unwrap().to_owned();
    assert_eq!(decide(&app, &reviewer, &case, "reject").await.status, 200);
    app.advance(Span::secs(1));
    assert_eq!(change(&app, &ann, "name", "青禾小铺").await.status, 200);
    let path = format!("/api/v1/accounts/{}/register/name/history", ann.app_id);
    let past = app.call("GET", &path, Some(&ann.cookie), None).await.json;
    let told: Vec<_> =
        past["items"].as_array().unwrap().iter().map(|past| (&past["value"], &past["outcome"])).collect();
    assert_eq!(told, [(&json!("青禾小铺"), &Value::Null), (&json!("青禾点餐"), &json!("rejected"))]);
    assert_eq!(past["items"][1]["reasons"][0]["text"], "像别人的名称");
    let stranger = app.register_member("bob@example.cn").await;
    assert_eq!(app.call("GET", &path, Some(&stranger.cookie), None).await.status, 404);
    assert_eq!(app.call("GET", &path, None, None).await.status, 401);
    let wrong = path.replace("/name/", "/shoe_size/");
    assert_eq!(app.call("GET", &wrong, Some(&ann.cookie), None).await.faults(), ["/field unknown"]);
}
