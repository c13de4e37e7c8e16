use serde_json::{Value, json};
use vermilion_model::fact::Actor;
use vermilion_model::{PlatformRole, Span};
use vermilion_service::members::{Invited, invite};
use vermilion_testkit::{Answer, PASSWORD, TestDesk};

const WHO: &str = "lin@platform.example";

async fn token(app: &TestDesk) -> String {
    match invite(&app.desk, Actor::CommandLine, PlatformRole::Reviewer, WHO).await.unwrap() {
        Invited::Link { token, .. } => token.expose().to_owned(),
        Invited::Given(member) => panic!("{member} is there already"),
    }
}

fn form(token: &str) -> Value {
    json!({"token": token, "password": PASSWORD, "name": "Lin"})
}

async fn accept(app: &TestDesk, form: &Value) -> Answer {
    app.call("POST", "/api/v1/invitations/accept", None, Some(form.clone())).await
}

#[tokio::test]
async fn the_reader_of_the_link_becomes_a_member_with_the_role() {
    let app = TestDesk::new().await;
    let answer = accept(&app, &form(&token(&app).await)).await;
    assert_eq!((answer.status, &answer.json["platform_role"]), (201, &json!("reviewer")), "{answer:?}");
    let me = app.call("GET", "/api/v1/me", answer.cookie().as_deref(), None).await;
    assert_eq!(
        (&me.json["platform_roles"], &me.json["email"], &me.json["name"]),
        (&json!(["reviewer"]), &json!(WHO), &json!("Lin"))
    );
}

#[tokio::test]
async fn a_link_works_once_also_at_once_and_for_seven_days() {
    let app = TestDesk::new().await;
    let once = form(&token(&app).await);
    let late = form(&token(&app).await);
    let (a, b) = tokio::join!(accept(&app, &once), accept(&app, &once));
    assert_eq!(a.status.min(b.status), 201);
    assert!(a.status.max(b.status) >= 404, "{a:?} {b:?}");
    assert_eq!(accept(&app, &once).await.code(), "missing_invitation");
    // Invited twice, the second link is of no use any more.
    assert_eq!(accept(&app, &late).await.code(), "address_taken");
    app.advance(Span::days(7));
    assert_eq!(accept(&app, &late).await.code(), "missing_invitation");
    assert_eq!(accept(&app, &form("vml_nonsense")).await.code(), "missing_invitation");
}

#[tokio::test]
async fn faults_are_said_at_once_and_spend_nothing() {
    let app = TestDesk::new().await;
    let token = token(&app).await;
    let answer = accept(&app, &json!({"token": token, "password": "password"})).await;
    assert_eq!(answer.faults(), ["/password weak_password", "/name required"]);
    assert_eq!(accept(&app, &form(&token)).await.status, 201);
}

#[tokio::test]
async fn a_member_is_given_the_role_at_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let given = invite(&app.desk, Actor::CommandLine, PlatformRole::Auditor, "Ann@example.cn").await;
    assert!(matches!(given, Ok(Invited::Given(_))), "{given:?}");
    let me = app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await;
    assert_eq!(me.json["platform_roles"], json!(["auditor"]));
}
