use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_service::Settings;
use vermilion_service::admission::Admission;
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk, together};

const PATH: &str = "/api/v1/operations/registration-invitations";

/// A platform that asks for invitations, and its operator.
async fn invited() -> (TestDesk, Member) {
    let app = TestDesk::with(Settings { admission: Admission::Invited, ..Settings::default() }).await;
    let operator = app.operator().await;
    (app, operator)
}

async fn issue(app: &TestDesk, operator: &Member, form: Value) -> Answer {
    app.call("POST", PATH, Some(&operator.cookie), Some(form)).await
}

async fn code(app: &TestDesk, operator: &Member, form: Value) -> String {
    let answer = issue(app, operator, form).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    // What is mailed later is the newer message.
    app.advance(Span::secs(1));
    answer.json["code"].as_str().unwrap().to_owned()
}

async fn form(app: &TestDesk, email: &str, invitation: &str) -> Value {
    let name = format!("App {}", email.split('@').next().unwrap());
    json!({"account_type": "mini_program", "account_name": name, "email": email,
        "email_code": app.verify(email).await, "password": PASSWORD, "agreement": 1,
        "invitation_code": invitation})
}

async fn register(app: &TestDesk, form: &Value) -> Answer {
    app.call("POST", "/api/v1/registrations", None, Some(form.clone())).await
}

async fn listed(app: &TestDesk, operator: &Member) -> Value {
    let answer = app.call("GET", PATH, Some(&operator.cookie), None).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json["items"].clone()
}

#[tokio::test]
async fn who_has_a_code_registers_and_nobody_else() {
    let (app, operator) = invited().await;
    let platform = app.call("GET", "/api/v1/platform", None, None).await;
    assert_eq!(platform.json["admission"], "invited");
    let mut ann = form(&app, "ann@example.cn", "").await;
    assert_eq!(register(&app, &ann).await.faults(), ["/invitation_code required"]);
    ann["invitation_code"] = json!("vml_nonsense");
    assert_eq!(register(&app, &ann).await.faults(), ["/invitation_code invitation_wrong"]);
    let once = code(&app, &operator, json!({"note": "展会"})).await;
    ann["invitation_code"] = json!(format!(" {once}\n"));
    assert_eq!(register(&app, &ann).await.status, 201);
    let bob = form(&app, "bob@example.cn", &once).await;
    assert_eq!(register(&app, &bob).await.faults(), ["/invitation_code invitation_wrong"]);
    // What it was for is gone with its last use.
    let items = listed(&app, &operator).await;
    assert_eq!(
        (&items[0]["state"], &items[0]["used"], &items[0]["note"]),
        (&json!("used_up"), &json!(1), &Value::Null)
    );
}

#[tokio::test]
async fn the_audit_log_says_who_came_by_which_invitation_and_knows_no_code() {
    let (app, operator) = invited().await;
    let once = code(&app, &operator, json!({"note": "给林先生", "email": "lin@example.cn"})).await;
    assert_eq!(register(&app, &form(&app, "lin@example.cn", &once).await).await.status, 201);
    let auditor = app.auditor().await;
    let entries = app.call("GET", "/api/v1/audit/entries?limit=20", Some(&auditor.cookie), None).await;
    let entries = entries.json["items"].as_array().unwrap();
    let of = |kind: &str| entries.iter().find(|entry| entry["kind"] == kind).unwrap();
    let issued = &of("registration_invited")["body"]["invitation"];
    assert!(issued.is_string());
    assert_eq!(issued, &of("member_registered")["body"]["invitation"]);
    let all = serde_json::to_string(entries).unwrap();
    for secret in [once.as_str(), "给林先生", "lin@example.cn"] {
        assert!(!all.contains(secret), "{secret} stands in the audit log");
    }
}

#[tokio::test]
async fn a_code_of_some_uses_makes_as_many_members_however_many_come_at_once() {
    let (app, operator) = invited().await;
    let twice = code(&app, &operator, json!({"uses": 2})).await;
    let mut forms = Vec::new();
    for name in ["ann", "bob", "eve", "sam", "zoe"] {
        forms.push(form(&app, &format!("{name}@example.cn"), &twice).await);
    }
    let answers = together(forms.iter().map(|form| register(&app, form))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 2, "{answers:?}");
    let lost: Vec<_> = answers.iter().zip(&forms).filter(|(answer, _)| answer.status != 201).collect();
    assert!(lost.iter().all(|(answer, _)| answer.faults() == ["/invitation_code invitation_wrong"]));
    // The loser's e-mail code is not spent: another invitation is enough.
    let mut again = lost[0].1.clone();
    again["invitation_code"] = json!(code(&app, &operator, json!({})).await);
    assert_eq!(register(&app, &again).await.status, 201);
}

#[tokio::test]
async fn one_for_an_address_is_mailed_there_and_opens_to_it_alone() {
    let (app, operator) = invited().await;
    let bound = issue(&app, &operator, json!({"email": "ann@example.cn", "days": 3})).await;
    assert_eq!(bound.status, 201, "{bound:?}");
    let (once, link) = (bound.json["code"].as_str().unwrap(), bound.json["link"].as_str().unwrap());
    assert!(link.ends_with(&format!("/register#{once}")), "{link}");
    assert!(app.mail_to("ann@example.cn").await.unwrap().text.contains(link));
    assert_eq!(listed(&app, &operator).await[0]["email"], "ann@example.cn");
    app.advance(Span::secs(1));
    let bob = form(&app, "bob@example.cn", once).await;
    assert_eq!(register(&app, &bob).await.faults(), ["/invitation_code invitation_wrong"]);
    assert_eq!(register(&app, &form(&app, "ann@example.cn", once).await).await.status, 201);
}

#[tokio::test]
async fn one_that_is_taken_back_or_too_old_opens_nothing() {
    let (app, operator) = invited().await;
    let (back, late) =
        (issue(&app, &operator, json!({})).await, code(&app, &operator, json!({"days": 1})).await);
    let path = format!("{PATH}/{}", back.json["invitation"]["id"].as_str().unwrap());
    assert_eq!(app.call("DELETE", &path, Some(&operator.cookie), None).await.status, 204);
    assert_eq!(app.call("DELETE", &path, Some(&operator.cookie), None).await.code(), "missing_invitation");
    let ann = form(&app, "ann@example.cn", back.json["code"].as_str().unwrap()).await;
    assert_eq!(register(&app, &ann).await.faults(), ["/invitation_code invitation_wrong"]);
    app.advance(Span::days(1));
    let ann = form(&app, "ann@example.cn", &late).await;
    assert_eq!(register(&app, &ann).await.faults(), ["/invitation_code invitation_wrong"]);
    let operator = app.signed_in_again(&operator).await;
    let states: Vec<_> =
        listed(&app, &operator).await.as_array().unwrap().iter().map(|item| item["state"].clone()).collect();
    assert_eq!(states, ["expired", "withdrawn"]);
}

#[tokio::test]
async fn faults_are_said_at_once_and_others_may_not_invite() {
    let (app, operator) = invited().await;
    let faulty = json!({"note": "x".repeat(61), "uses": 0, "days": 366, "email": "ann@"});
    let answer = issue(&app, &operator, faulty).await;
    assert_eq!(
        answer.faults(),
        ["/note too_long", "/email email", "/uses out_of_range", "/days out_of_range"]
    );
    let answer = issue(&app, &operator, json!({"uses": 2, "email": "ann@example.cn"})).await;
    assert_eq!(answer.faults(), ["/uses single_use"]);
    assert_eq!(issue(&app, &operator, json!({"uses": "2"})).await.status, 400);
    let reviewer = app.reviewer().await;
    assert_eq!(issue(&app, &reviewer, json!({})).await.status, 403);
    assert_eq!(app.call("GET", PATH, None, None).await.status, 401);
}

#[tokio::test]
async fn an_erased_members_address_stands_in_no_invitation() {
    let (app, operator) = invited().await;
    let once = code(&app, &operator, json!({"email": "ann@example.cn"})).await;
    let second = code(&app, &operator, json!({"email": "ann@example.cn"})).await;
    let ann = register(&app, &form(&app, "ann@example.cn", &once).await).await;
    let app_id = ann.json["account"]["app_id"].as_str().unwrap();
    app.join(app_id, &operator, Role::Administrator).await;
    let (cookie, body) = (ann.cookie(), json!({"password": PASSWORD}));
    assert_eq!(app.call("POST", "/api/v1/me/erase", cookie.as_deref(), Some(body)).await.status, 204);
    assert_eq!(listed(&app, &operator).await, json!([]));
    app.advance(Span::secs(61));
    let mut again = form(&app, "ann@example.cn", &second).await;
    again["account_name"] = json!("App again");
    assert_eq!(register(&app, &again).await.faults(), ["/invitation_code invitation_wrong"]);
}
