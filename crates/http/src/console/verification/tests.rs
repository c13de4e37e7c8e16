use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, Member, TestDesk};

const CODE: &str = "91350211M000100Y46";

fn form(code: &str) -> Value {
    json!({
        "subject_type": "enterprise",
        "fields": {"name": "青禾餐饮管理有限公司", "code": code, "contact": "苏晚晴", "phone": "13800138000"},
        "documents": {"business_licence": "扫描件，编号 A-17", "authorization_letter": "公函，编号 B-3"},
    })
}

async fn ask(app: &TestDesk, by: &Member, form: Value) -> Answer {
    let path = format!("/api/v1/accounts/{}/verification", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(form)).await
}

async fn see(app: &TestDesk, by: &Member) -> Value {
    let path = format!("/api/v1/accounts/{}/verification", by.app_id);
    app.call("GET", &path, Some(&by.cookie), None).await.json
}

async fn approve(app: &TestDesk, by: &Member, asked: &Answer) -> Answer {
    let case = asked.json["pending"]["case"].as_str().unwrap();
    let path = format!("/api/v1/review/cases/{case}/approve");
    let checks = app.checks(&by.cookie, case, &[]).await;
    app.call("POST", &path, Some(&by.cookie), Some(json!({"version": 1, "checks": checks}))).await
}

async fn another(app: &TestDesk, by: &Member, account_type: &str, name: &str) -> Member {
    let body = json!({"account_type": account_type, "account_name": name});
    let opened = app.call("POST", "/api/v1/accounts", Some(&by.cookie), Some(body)).await;
    Member { app_id: opened.json["app_id"].as_str().unwrap().to_owned(), ..by.clone() }
}

#[tokio::test]
async fn asked_for_reviewed_and_held_for_a_year() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    assert_eq!(see(&app, &ann).await["state"], "none");
    let asked = ask(&app, &ann, form(&CODE.to_lowercase())).await;
    assert_eq!((asked.status, &asked.json["state"]), (201, &json!("pending")), "{asked:?}");
    assert_eq!(ask(&app, &ann, form(CODE)).await.code(), "already_pending");
    let path = format!("/api/v1/review/cases/{}", asked.json["pending"]["case"].as_str().unwrap());
    let case = app.call("GET", &path, Some(&reviewer.cookie), None).await.json;
    let line = |at: usize| {
        format!(
            "{} {}",
            case["lines"][at]["pointer"].as_str().unwrap(),
            case["lines"][at]["asked"]["text"].as_str().unwrap()
        )
    };
    assert_eq!(
        (case["kind"].as_str(), line(0), line(1)),
        (
            Some("subject_verification"),
            "/subject_type 企业".into(),
            "/fields/name 青禾餐饮管理有限公司".to_owned()
        )
    );
    let checks: Vec<&str> =
        case["checklist"].as_array().unwrap().iter().map(|item| item["pointer"].as_str().unwrap()).collect();
    assert_eq!(checks, ["/subject_type", "/documents/business_licence", "/documents/authorization_letter"]);
    assert_eq!(approve(&app, &reviewer, &asked).await.status, 200);
    let now = see(&app, &ann).await;
    assert_eq!(
        (&now["state"], &now["subject_name"], &now["verified_until"]),
        (&json!("verified"), &json!("青禾餐饮管理有限公司"), &json!("2028-01-15T08:00:00Z"))
    );
    app.advance(Span::days(365));
    let ann = app.signed_in_again(&ann).await;
    assert_eq!(see(&app, &ann).await["state"], "expired");
    assert_eq!(ask(&app, &ann, form("350211100012345")).await.faults(), ["/fields/code another_subject"]);
    assert_eq!(ask(&app, &ann, form(CODE)).await.json["state"], "pending");
}

#[tokio::test]
async fn every_fault_is_found_before_anybody_waits() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let mut faulty = form("123");
    faulty["documents"] = json!({"business_licence": " "});
    let expected = [
        "/fields/code organisation_code",
        "/documents/business_licence document_missing",
        "/documents/authorization_letter document_missing",
    ];
    assert_eq!(ask(&app, &ann, faulty.clone()).await.faults(), expected);
    let path = format!("/api/v1/accounts/{}/verification/preflight", ann.app_id);
    let found = app.call("POST", &path, Some(&ann.cookie), Some(faulty)).await.json;
    assert_eq!(found["findings"].as_array().unwrap().len(), 3);
    let found = app.call("POST", &path, Some(&ann.cookie), Some(form(CODE))).await.json;
    assert_eq!(found["findings"], json!([]));
    let types = app.call("GET", "/api/v1/subject-types", Some(&ann.cookie), None).await.json;
    assert_eq!(types["items"][2]["documents"][0], json!({"id": "business_licence", "name": "营业执照"}));
}

#[tokio::test]
async fn who_holds_a_role_with_a_subject_decides_none_of_its_cases() {
    let app = TestDesk::new().await;
    let reviewer = app.reviewer().await;
    let colleague = app.invited(vermilion_model::PlatformRole::Reviewer, "other@platform.example").await;
    let own = another(&app, &reviewer, "mini_program", "审核员小店").await;
    let asked = ask(&app, &own, form(CODE)).await;
    assert_eq!(approve(&app, &colleague, &asked).await.status, 200);
    // Another account of that subject, in which the reviewer holds no role.
    let ann = app.register_member("ann@example.cn").await;
    let asked = ask(&app, &ann, form(CODE)).await;
    let refused = approve(&app, &reviewer, &asked).await;
    assert_eq!((refused.status, refused.code()), (403, "own_application"));
    assert_eq!(approve(&app, &colleague, &asked).await.status, 200);
    let path = format!("/api/v1/accounts/{}/register/changes", ann.app_id);
    let body = json!({"field": "name", "value": "青禾点餐"});
    let asked = app.call("POST", &path, Some(&ann.cookie), Some(body)).await.json;
    let case = asked["fields"][0]["pending"]["case"].as_str().unwrap();
    let path = format!("/api/v1/review/cases/{case}/take");
    assert_eq!(app.call("POST", &path, Some(&reviewer.cookie), None).await.code(), "own_application");
}

#[tokio::test]
async fn a_subject_has_so_many_accounts_of_a_kind() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    let types = ["service_account", "subscription_account", "service_account"];
    let mut asked = Vec::new();
    for (n, account_type) in types.into_iter().enumerate() {
        let account = another(&app, &ann, account_type, &format!("青禾号{n}")).await;
        asked.push((ask(&app, &account, form(CODE)).await, account));
    }
    assert_eq!(approve(&app, &reviewer, &asked[0].0).await.status, 200);
    assert_eq!(approve(&app, &reviewer, &asked[1].0).await.status, 200);
    // It was asked for while there was room: whoever comes last finds none.
    let late = approve(&app, &reviewer, &asked[2].0).await;
    assert_eq!((late.status, late.code()), (409, "subject_full"), "{late:?}");
    let path = format!("/api/v1/accounts/{}/verification/withdraw", asked[2].1.app_id);
    assert_eq!(app.call("POST", &path, Some(&ann.cookie), None).await.json["state"], "none");
    assert_eq!(ask(&app, &asked[2].1, form(CODE)).await.faults(), ["/fields/code subject_full"]);
    assert_eq!(ask(&app, &ann, form(CODE)).await.status, 201);
}

#[tokio::test]
async fn what_needs_a_verified_subject_says_so_beforehand() {
    let app = TestDesk::new().await;
    let ann = app.register_as("ann@example.cn", "service_account", "青禾服务号").await;
    let reviewer = app.reviewer().await;
    let draft = json!({"form": {
        "account_name": "青禾服务号", "account_type": "service_account", "capabilities": ["publish"],
        "purpose": {"publish": "每周发布一篇菜品介绍"},
        "evidence": {"publish": [{"kind": "content_sample", "name": "样稿", "text": "春季菜单"}]},
    }});
    let drafts = format!("/api/v1/accounts/{}/drafts", ann.app_id);
    let made = app.call("POST", &drafts, Some(&ann.cookie), Some(draft)).await.json;
    let path = format!("{drafts}/{}/preflight", made["id"].as_str().unwrap());
    let found = app.call("POST", &path, Some(&ann.cookie), None).await.json;
    assert_eq!(
        (&found["findings"][0]["pointer"], &found["findings"][0]["code"]),
        (&json!("/capabilities/0"), &json!("verification_needed"))
    );
    let asked = ask(&app, &ann, form(CODE)).await;
    assert_eq!(approve(&app, &reviewer, &asked).await.status, 200);
    assert_eq!(app.call("POST", &path, Some(&ann.cookie), None).await.json["findings"], json!([]));
}

#[tokio::test]
async fn a_document_is_a_file_that_its_reviewer_sees_and_that_stays_with_it() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.reviewer().await;
    let upload = format!("/api/v1/accounts/{}/evidence?name=licence.pdf", ann.app_id);
    let pdf = b"%PDF-1.7 1 0 obj<<>>endobj trailer<<>> %%EOF";
    let stored = app.request("POST", &upload).header("cookie", &ann.cookie).bytes(pdf).send().await;
    let file = stored.json["id"].as_str().unwrap().to_owned();
    let mut asked = form(CODE);
    asked["documents"]["business_licence"] = json!("");
    asked["files"] = json!({"business_licence": file});
    let submitted = ask(&app, &ann, asked.clone()).await;
    assert_eq!(submitted.status, 201, "{submitted:?}");
    let path = format!("/api/v1/review/cases/{}", submitted.json["pending"]["case"].as_str().unwrap());
    let case = app.call("GET", &path, Some(&reviewer.cookie), None).await.json;
    let licence = case["lines"].as_array().unwrap().iter().find(|line| line["file"] == file).unwrap();
    assert_eq!((&licence["label"], &licence["asked"]), (&json!("营业执照"), &Value::Null));
    let seen =
        app.call("GET", &format!("{path}/evidence/{file}/content"), Some(&reviewer.cookie), None).await;
    assert_eq!(seen.status, 200, "{seen:?}");
    let thrown = format!("/api/v1/accounts/{}/evidence/{file}", ann.app_id);
    assert_eq!(app.call("DELETE", &thrown, Some(&ann.cookie), None).await.code(), "evidence_used");
    // What was submitted comes back to whoever may submit it again, and to nobody else.
    let form_path = format!("/api/v1/accounts/{}/verification/form", ann.app_id);
    let kept = app.call("GET", &form_path, Some(&ann.cookie), None).await.json;
    asked["fields"]["phone"] = json!("+8613800138000");
    assert_eq!(kept["form"], asked);
    let colleague = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &colleague, vermilion_model::Role::Developer).await;
    assert_eq!(app.call("GET", &form_path, Some(&colleague.cookie), None).await.status, 403);
    assert_eq!(app.call("GET", &form_path, None, None).await.status, 401);
    asked["files"] = json!({"business_licence": "01890000-0000-7000-8000-000000000000"});
    let other = another(&app, &ann, "mini_program", "青禾小铺").await;
    assert_eq!(ask(&app, &other, asked).await.faults(), ["/files/business_licence evidence_gone"]);
}
