use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, Member, TestDesk};

async fn get(app: &TestDesk, by: &Member, what: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/{what}", by.app_id);
    app.call("GET", &path, Some(&by.cookie), None).await
}

async fn token(app: &TestDesk, by: &Member, secret: &str) -> Value {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    app.call("GET", &path, None, None).await.json
}

async fn ticket(app: &TestDesk, token: &str) -> Value {
    let path = format!("/cgi-bin/ticket/getticket?type=jsapi&access_token={token}");
    app.call("GET", &path, None, None).await.json
}

#[tokio::test]
async fn calls_and_errors_are_counted_by_the_day() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let empty = get(&app, &ann, "activity").await.json;
    assert_eq!((&empty["today"]["calls"], &empty["days"]), (&json!(0), &json!([])));
    let secret = app.secret_of(&ann).await;
    for _ in 0..3 {
        token(&app, &ann, &secret).await;
    }
    let live = token(&app, &ann, &secret).await["access_token"].as_str().unwrap().to_owned();
    let path = format!("/cgi-bin/get_api_domain_ip?access_token={live}");
    app.call("GET", &path, None, None).await;
    token(&app, &ann, "wrong").await;
    let seen = get(&app, &ann, "activity").await.json;
    assert_eq!(seen["today"], json!({"begins": "2027-01-14T16:00:00Z", "calls": 5, "errors": 1}));
    app.advance(Span::hours(8));
    token(&app, &ann, &secret).await;
    let seen = get(&app, &ann, "activity").await.json;
    let days: Vec<String> = seen["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| format!("{} {}", day["begins"], day["calls"]))
        .collect();
    assert_eq!(days, [r#""2027-01-15T16:00:00Z" 1"#, r#""2027-01-14T16:00:00Z" 5"#]);
}

#[tokio::test]
async fn errors_are_ranked_with_a_rid_to_look_up() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let current = token(&app, &ann, &secret).await["access_token"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        token(&app, &ann, "wrong").await;
    }
    for _ in 0..3 {
        assert_eq!(ticket(&app, &current).await["errcode"], 48001);
    }
    let items = get(&app, &ann, "errors").await.json["items"].clone();
    let line =
        |item: &Value| format!("{} {} {} {}", item["call"], item["code"], item["reason"], item["count"]);
    let lines: Vec<String> = items.as_array().unwrap().iter().map(line).collect();
    assert_eq!(
        lines,
        [
            r#""GET:/cgi-bin/ticket/getticket" 48001 "capability_missing" 3"#,
            r#""GET:/cgi-bin/token" 40125 "secret_wrong" 2"#
        ]
    );
    assert!(!items[0]["next"].as_str().unwrap().is_empty());
    let rid = items[0]["last_rid"].as_str().unwrap();
    assert_eq!(get(&app, &ann, &format!("refusals/{rid}")).await.json["reason"], "capability_missing");
    assert_eq!(get(&app, &ann, "errors?days=31").await.faults(), ["/days out_of_range"]);
    assert_eq!(get(&app, &ann, "errors?days=x").await.status, 400);
    app.advance(Span::hours(11));
    assert_eq!(get(&app, &ann, "errors?days=1").await.json["items"], json!([]));
}

#[tokio::test]
async fn the_impact_of_a_revocation_is_what_was_called_lately() {
    let app = TestDesk::new().await;
    let ann = app.register_as("ann@example.cn", "mini_program", "青禾点餐").await;
    let secret = app.secret_of(&ann).await;
    let (id, case) = applied(&app, &ann).await;
    let impact = get(&app, &ann, &format!("authorizations/{id}/impact")).await;
    assert_eq!(impact.json, json!({"days": 30, "items": [], "calls": 0, "users": 0}), "nothing is in force");
    let reviewer = app.reviewer().await;
    let step = |what: &str, body: Value| {
        let path = format!("/api/v1/review/cases/{case}/{what}");
        let cookie = reviewer.cookie.clone();
        let app = &app;
        async move { app.call("POST", &path, Some(&cookie), Some(body)).await }
    };
    assert_eq!(step("take", json!({})).await.status, 200);
    let seen = app.call("GET", &format!("/api/v1/review/cases/{case}"), Some(&reviewer.cookie), None).await;
    let items = seen.json["checklist"].as_array().unwrap().iter();
    let checks: serde_json::Map<_, _> =
        items.map(|item| (item["id"].as_str().unwrap().to_owned(), json!("fine"))).collect();
    let approved = step("approve", json!({"version": 1, "checks": checks})).await;
    assert_eq!(approved.status, 200, "{approved:?}");
    let live = token(&app, &ann, &secret).await["access_token"].as_str().unwrap().to_owned();
    let call = app.desk.catalogue.call_by_path("/wxa/business/getuserphonenumber").unwrap().no;
    let account = app.desk.in_force.account_by_app_id(&ann.app_id.parse().unwrap()).unwrap().no;
    for _ in 0..4 {
        app.desk.count_call(account, call, true);
    }
    let path = format!("/wxa/business/getuserphonenumber?access_token={live}");
    let refused = app.call("POST", &path, None, Some(json!({"code": "nobodys"}))).await;
    assert_eq!(refused.json["errcode"], 40029);
    let impact = get(&app, &ann, &format!("authorizations/{id}/impact")).await;
    let expected = json!({"days": 30, "calls": 4, "users": 0,
        "items": [{"capability": "phone_number", "calls": 4, "users": 0, "kept": false}]});
    assert_eq!(impact.json, expected, "a refused call is no use");
    let bob = app.register_member("bob@example.cn").await;
    let other = Member { cookie: bob.cookie.clone(), ..ann.clone() };
    assert_eq!(get(&app, &other, &format!("authorizations/{id}/impact")).await.code(), "missing_account");
    assert_eq!(get(&app, &bob, &format!("authorizations/{id}/impact")).await.code(), "missing_authorization");
}

/// Asks for phone numbers; the authorization and its case.
async fn applied(app: &TestDesk, by: &Member) -> (String, String) {
    let form = json!({"account_name": "青禾点餐", "account_type": "mini_program",
        "capabilities": ["phone_number"], "purpose": {"phone_number": "会员登录时核对手机号"}, "until": null,
        "evidence": {"phone_number": [{"kind": "scene_screenshot", "name": "登录页", "text": "首页右上角"}]}});
    let path = format!("/api/v1/accounts/{}/drafts", by.app_id);
    let draft = app.call("POST", &path, Some(&by.cookie), Some(json!({"form": form}))).await;
    let path = format!("{path}/{}/submit", draft.json["id"].as_str().unwrap());
    let given =
        app.request("POST", &path).header("cookie", &by.cookie).header("if-match", "\"1\"").send().await;
    assert_eq!(given.status, 201, "{given:?}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&given.json["id"]), text(&given.json["pending"]["case"]))
}
