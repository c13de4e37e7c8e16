//! Freezing, closing, keeping and erasing an account; binding it; operators' list of accounts.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, Member, TestDesk};

const CODE: &str = "91350211M000100Y46";

async fn act(app: &TestDesk, by: &Member, method: &str, path: &str, body: Option<Value>) -> Answer {
    let path = format!("/api/v1/accounts/{}/{path}", by.app_id);
    app.call(method, &path, Some(&by.cookie), body).await
}

async fn token(app: &TestDesk, of: &Member, secret: &str) -> i64 {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", of.app_id);
    app.call("GET", &path, None, None).await.json["errcode"].as_i64().unwrap_or(0)
}

async fn another(app: &TestDesk, by: &Member, account_type: &str, name: &str) -> Member {
    let body = json!({"account_type": account_type, "account_name": name});
    let opened = app.call("POST", "/api/v1/accounts", Some(&by.cookie), Some(body)).await;
    Member { app_id: opened.json["app_id"].as_str().unwrap().to_owned(), ..by.clone() }
}

async fn verified(app: &TestDesk, of: &Member, reviewer: &Member) {
    let form = json!({
        "subject_type": "enterprise",
        "fields": {"name": "青禾餐饮管理有限公司", "code": CODE, "contact": "苏晚晴", "phone": "13800138000"},
        "documents": {"business_licence": "编号 A-17", "authorization_letter": "编号 B-3"},
    });
    let asked = act(app, of, "POST", "verification", Some(form)).await;
    let case = asked.json["pending"]["case"].as_str().unwrap();
    let path = format!("/api/v1/review/cases/{case}/approve");
    let body = json!({"version": 1, "checks": app.checks(&reviewer.cookie, case, &[]).await});
    let decided = app.call("POST", &path, Some(&reviewer.cookie), Some(body)).await;
    assert_eq!(decided.status, 200, "{decided:?}");
}

#[tokio::test]
async fn a_frozen_account_does_not_act_until_it_is_unfrozen() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    assert_eq!(token(&app, &ann, &secret).await, 0);
    let frozen = act(&app, &ann, "POST", "freeze", None).await;
    assert_eq!((frozen.status, &frozen.json["standing"]), (200, &json!("frozen")), "{frozen:?}");
    assert_eq!(token(&app, &ann, &secret).await, 50_007);
    assert_eq!(act(&app, &ann, "POST", "freeze", None).await.status, 409);
    let change = json!({"field": "introduction", "value": "冻结时不能修改"});
    assert_eq!(act(&app, &ann, "POST", "register/changes", Some(change)).await.code(), "account_stopped");
    assert_eq!(act(&app, &ann, "POST", "unfreeze", None).await.json["standing"], "good");
    assert_eq!(token(&app, &ann, &secret).await, 0);
}

#[tokio::test]
async fn a_closing_account_can_be_kept_and_is_erased_when_its_time_is_over() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let close = |name: &str| Some(act_body(name));
    assert_eq!(act(&app, &ann, "DELETE", "closing", None).await.code(), "not_closing");
    assert_eq!(act(&app, &ann, "POST", "closing", close("App bob")).await.faults(), ["/name mismatch"]);
    let closing = act(&app, &ann, "POST", "closing", close("App ann")).await;
    assert_eq!(
        (&closing.json["standing"], &closing.json["closing_until"]),
        (&json!("closing"), &json!("2027-01-22T08:00:00Z"))
    );
    assert_eq!(token(&app, &ann, &secret).await, 50_007);
    assert_eq!(act(&app, &ann, "DELETE", "closing", None).await.json["standing"], "good");
    assert_eq!(token(&app, &ann, &secret).await, 0);
    assert_eq!(act(&app, &ann, "POST", "closing", close("App ann")).await.status, 200);
    app.advance(Span::days(7));
    vermilion_service::accounts::tend_accounts(&app.desk).await.unwrap();
    assert_eq!(token(&app, &ann, &secret).await, 40_013);
    let ann = app.signed_in_again(&ann).await;
    let me = app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await;
    assert_eq!((me.status, &me.json["accounts"]), (200, &json!([])));
    // Its name is free, and operators see that it was.
    let bob = app.register_as("bob@example.cn", "mini_program", "App ann").await;
    let operator = app.operator().await;
    let list =
        app.call("GET", "/api/v1/operations/accounts?standing=closed", Some(&operator.cookie), None).await;
    assert_eq!(list.json["items"][0]["app_id"], json!(ann.app_id));
    assert_eq!(
        (&list.json["items"][0]["name"], list.json["items"].as_array().unwrap().len()),
        (&json!(""), 1)
    );
    assert_ne!(bob.app_id, ann.app_id);
}

fn act_body(name: &str) -> Value {
    json!({"name": name})
}

#[tokio::test]
async fn what_was_erased_of_an_account_stands_in_no_file() {
    let app = TestDesk::new().await;
    let ann = app.register_as("ann@example.cn", "mini_program", "Heron Lantern").await;
    let archive = tempfile::tempdir().unwrap();
    for value in ["Vesper Quillwort introduction", "Ossifrage Tamarind words"] {
        let body = json!({"field": "introduction", "value": value});
        assert_eq!(act(&app, &ann, "POST", "register/changes", Some(body)).await.status, 200);
    }
    app.backed_up(archive.path()).await;
    let no = app.desk.read.account_by_app_id(ann.app_id.parse().unwrap()).await.unwrap().unwrap();
    assert!(app.desk.vault.key(&no.owner).await.unwrap().is_some());
    assert_eq!(act(&app, &ann, "POST", "closing", Some(act_body("Heron Lantern"))).await.status, 200);
    app.advance(Span::days(7));
    vermilion_service::accounts::tend_accounts(&app.desk).await.unwrap();
    assert!(app.desk.vault.key(&no.owner).await.unwrap().is_none());
    // The old backup, the next mirror, the master key: all that an operator then has.
    app.backed_up(archive.path()).await;
    let there = app.put_back(archive.path(), false).await;
    let later = app.started(there).await;
    assert!(later.desk.vault.key(&no.owner).await.unwrap().is_none());
    for folder in [app.data(), archive.path(), later.data()] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
            let text = String::from_utf8_lossy(&bytes);
            for word in ["Heron Lantern", "Quillwort", "Tamarind"] {
                assert!(!text.contains(word), "{word} stands in {}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn accounts_of_one_subject_are_bound_and_their_users_have_union_ids() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    let open = another(&app, &ann, "open_platform_account", "青禾开放平台").await;
    let service = another(&app, &ann, "service_account", "青禾服务号").await;
    let bind = |what: &Member| format!("bindings/{}", what.app_id);
    assert_eq!(act(&app, &open, "PUT", &bind(&ann), None).await.code(), "other_subject");
    for account in [&ann, &open, &service] {
        verified(&app, account, &reviewer).await;
    }
    assert_eq!(act(&app, &ann, "PUT", &bind(&service), None).await.code(), "not_open_platform");
    assert_eq!(act(&app, &open, "PUT", &bind(&ann), None).await.status, 204);
    assert_eq!(act(&app, &open, "PUT", &bind(&ann), None).await.code(), "already_bound");
    assert_eq!(act(&app, &open, "PUT", &bind(&service), None).await.status, 204);
    let bob = app.register_member("bob@example.cn").await;
    assert_eq!(act(&app, &open, "PUT", &bind(&bob), None).await.code(), "missing_account");
    let list = act(&app, &open, "GET", "bindings", None).await;
    assert_eq!(list.json["items"].as_array().unwrap().len(), 2);
    assert_eq!(list.json["items"][0]["account"]["bound_to"], json!(open.app_id));
    let name = act(&app, &open, "POST", "closing", Some(act_body("青禾开放平台"))).await;
    assert_eq!(name.code(), "still_bound");
    assert_eq!(act(&app, &open, "DELETE", &bind(&service), None).await.status, 204);
    assert_eq!(act(&app, &open, "DELETE", &bind(&service), None).await.status, 404);
}

#[tokio::test]
async fn operators_find_accounts_by_standing_type_and_name() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let operator = app.operator().await;
    let service = another(&app, &ann, "service_account", "青禾服务号").await;
    another(&app, &ann, "mini_program", "青禾点餐").await;
    act(&app, &service, "POST", "freeze", None).await;
    let names = async |query: &str| {
        let path = format!("/api/v1/operations/accounts?{query}");
        let answer = app.call("GET", &path, Some(&operator.cookie), None).await;
        let items = answer.json["items"].as_array().cloned().unwrap_or_default();
        let mut names: Vec<String> =
            items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect();
        names.sort_unstable();
        (answer.status, names)
    };
    assert_eq!(names("name=%E9%9D%92%E7%A6%BE").await, (200, vec!["青禾服务号".into(), "青禾点餐".into()]));
    assert_eq!(names("standing=frozen").await, (200, vec!["青禾服务号".into()]));
    assert_eq!(names("account_type=mini_program&name=APP").await, (200, vec!["App ann".into()]));
    assert_eq!(names("standing=frozen&account_type=mini_program").await, (200, Vec::new()));
    assert_eq!(names("standing=good&account_type=mini_program").await.1.len(), 2);
    // An AppID, and a name whole: found without looking at any other account.
    assert_eq!(names(&format!("name={}", service.app_id)).await.1, ["青禾服务号"]);
    assert_eq!(names(&format!("standing=good&name={}", service.app_id)).await, (200, Vec::new()));
    assert_eq!(names("name=app%20ANN").await.1, ["App ann"]);
    assert_eq!(names("standing=melted").await, (400, Vec::new()));
    let first =
        app.call("GET", "/api/v1/operations/accounts?limit=2", Some(&operator.cookie), None).await.json;
    let next = format!("/api/v1/operations/accounts?limit=2&after={}", first["next"].as_str().unwrap());
    let rest = app.call("GET", &next, Some(&operator.cookie), None).await.json;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
}
