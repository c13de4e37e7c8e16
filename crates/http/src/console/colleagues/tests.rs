use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

async fn invite(app: &TestDesk, by: &Member, email: &str, role: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/invitations", by.app_id);
    app.call("POST", &path, Some(&by.cookie), Some(json!({"email": email, "role": role}))).await
}

/// The secret of the newest link mailed to an address.
async fn token(app: &TestDesk, email: &str) -> String {
    let text = app.mail_to(email).await.expect("a message").text;
    text.split('#').nth(1).expect("a link").split_whitespace().next().expect("a token").to_owned()
}

async fn post(app: &TestDesk, path: &str, cookie: Option<&str>, body: Value) -> Answer {
    app.call("POST", &format!("/api/v1/invitations/{path}"), cookie, Some(body)).await
}

async fn members(app: &TestDesk, by: &Member) -> Vec<(String, String)> {
    let path = format!("/api/v1/accounts/{}/members", by.app_id);
    let answer = app.call("GET", &path, Some(&by.cookie), None).await;
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    answer.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (text(item, "email"), text(item, "role")))
        .collect()
}

async fn change(app: &TestDesk, by: &Member, method: &str, of: &Member, role: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/members/{}", by.app_id, of.id);
    let body = (method == "PUT").then(|| json!({ "role": role }));
    app.call(method, &path, Some(&by.cookie), body).await
}

#[tokio::test]
async fn somebody_new_becomes_a_member_by_the_link() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let invited = invite(&app, &ann, "Bob@example.cn", "developer").await;
    assert_eq!((invited.status, &invited.json["expires_at"]), (201, &json!("2027-01-22T08:00:00Z")));
    let token = token(&app, "bob@example.cn").await;
    let read = post(&app, "read", None, json!({ "token": token })).await;
    assert_eq!(
        read.json,
        json!({"account_name": "App ann", "account_type": "mini_program", "role": "developer",
            "email": "bob@example.cn", "is_member": false, "expires_at": "2027-01-22T08:00:00Z"})
    );
    let form = json!({"token": token, "password": PASSWORD, "name": "Bob"});
    app.advance(Span::secs(1));
    let answer = post(&app, "accept", None, form.clone()).await;
    assert_eq!(
        (answer.status, &answer.json["account"], &answer.json["platform_role"]),
        (201, &json!({"app_id": ann.app_id, "role": "developer"}), &Value::Null)
    );
    let me = app.call("GET", "/api/v1/me", answer.cookie().as_deref(), None).await;
    assert_eq!(me.json["accounts"][0]["role"], "developer");
    assert_eq!(post(&app, "accept", None, form).await.code(), "missing_invitation");
    assert_eq!(
        members(&app, &ann).await,
        [
            ("ann@example.cn".to_owned(), "administrator".to_owned()),
            ("bob@example.cn".to_owned(), "developer".to_owned())
        ]
    );
}

#[tokio::test]
async fn a_member_joins_by_their_own_link_and_nobody_elses() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let (bob, eve) =
        (app.register_member("bob@example.cn").await, app.register_member("eve@example.cn").await);
    app.advance(Span::secs(1));
    invite(&app, &ann, "bob@example.cn", "analyst").await;
    let token = json!({ "token": token(&app, "bob@example.cn").await });
    assert_eq!(post(&app, "read", None, token.clone()).await.json["is_member"], true);
    let foreign = post(&app, "join", Some(&eve.cookie), token.clone()).await;
    assert_eq!((foreign.status, foreign.code()), (403, "not_invited"));
    let mut as_new = token.clone();
    as_new["password"] = json!(PASSWORD);
    as_new["name"] = json!("Bob");
    assert_eq!(post(&app, "accept", None, as_new).await.code(), "address_taken");
    let (a, b) = tokio::join!(
        post(&app, "join", Some(&bob.cookie), token.clone()),
        post(&app, "join", Some(&bob.cookie), token.clone())
    );
    assert_eq!((a.status.min(b.status), a.status.max(b.status) >= 404), (200, true), "{a:?} {b:?}");
    let settings = format!("/api/v1/accounts/{}/secrets", ann.app_id);
    assert_eq!(app.call("GET", &settings, Some(&bob.cookie), None).await.code(), "forbidden");
}

#[tokio::test]
async fn what_cannot_be_invited_is_said() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    let faulty = invite(&app, &ann, "bob", "king").await;
    assert_eq!(faulty.faults(), ["/email email", "/role unknown"]);
    assert_eq!(invite(&app, &ann, "ann@example.cn", "analyst").await.code(), "already_member");
    assert_eq!(invite(&app, &ann, "bob@example.cn", "analyst").await.status, 201);
    assert_eq!(invite(&app, &ann, "bob@example.cn", "analyst").await.code(), "already_invited");
    let path = format!("/api/v1/accounts/{}/invitations", ann.app_id);
    let foreign = app.call("GET", &path, Some(&bob.cookie), None).await;
    assert_eq!(foreign.code(), "missing_account");
}

#[tokio::test]
async fn an_invitation_taken_back_or_too_old_works_no_more() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let id = invite(&app, &ann, "bob@example.cn", "analyst").await.json["id"].as_str().unwrap().to_owned();
    let first = json!({ "token": token(&app, "bob@example.cn").await });
    let path = format!("/api/v1/accounts/{}/invitations", ann.app_id);
    let one = format!("{path}/{id}");
    assert_eq!(app.call("DELETE", &one, Some(&ann.cookie), None).await.status, 204);
    assert_eq!(app.call("DELETE", &one, Some(&ann.cookie), None).await.code(), "missing_invitation");
    assert_eq!(post(&app, "read", None, first).await.code(), "missing_invitation");
    app.advance(Span::secs(1));
    invite(&app, &ann, "bob@example.cn", "analyst").await;
    let second = json!({ "token": token(&app, "bob@example.cn").await });
    app.advance(Span::days(7));
    assert_eq!(post(&app, "read", None, second).await.code(), "missing_invitation");
}

#[tokio::test]
async fn roles_change_and_the_last_administrator_stays() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &bob, Role::Operator).await;
    assert_eq!(change(&app, &ann, "PUT", &ann, "analyst").await.code(), "last_administrator");
    assert_eq!(change(&app, &ann, "DELETE", &ann, "").await.code(), "last_administrator");
    let leave = format!("/api/v1/accounts/{}/leave", ann.app_id);
    assert_eq!(app.call("POST", &leave, Some(&ann.cookie), None).await.code(), "last_administrator");
    assert_eq!(change(&app, &ann, "PUT", &bob, "king").await.faults(), ["/role unknown"]);
    let changed = change(&app, &ann, "PUT", &bob, "administrator").await;
    assert!(changed.status == 204 && !changed.header("vermilion-seq").is_empty(), "{changed:?}");
    assert!(change(&app, &ann, "PUT", &bob, "administrator").await.header("vermilion-seq").is_empty());
    assert_eq!(app.call("POST", &leave, Some(&ann.cookie), None).await.status, 204);
    let gone = app.call("GET", &format!("/api/v1/accounts/{}", ann.app_id), Some(&ann.cookie), None).await;
    assert_eq!(gone.code(), "missing_account");
    assert_eq!(app.call("POST", &leave, Some(&bob.cookie), None).await.code(), "last_administrator");
}

#[tokio::test]
async fn of_two_administrators_who_leave_at_once_one_stays() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let bob = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &bob, Role::Administrator).await;
    let leave = format!("/api/v1/accounts/{}/leave", ann.app_id);
    let (a, b) = tokio::join!(
        app.call("POST", &leave, Some(&ann.cookie), None),
        app.call("POST", &leave, Some(&bob.cookie), None)
    );
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert_eq!(codes, [204, 409], "{a:?} {b:?}");
}

#[tokio::test]
async fn a_member_opens_as_many_accounts_as_the_operator_permits() {
    let settings = vermilion_service::Settings { accounts_per_member: 2, ..Default::default() };
    let app = TestDesk::with(settings).await;
    let ann = app.register_member("ann@example.cn").await;
    let open = async |name: &str| {
        let body = json!({"account_type": "mini_program", "account_name": name});
        app.call("POST", "/api/v1/accounts", Some(&ann.cookie), Some(body)).await
    };
    assert_eq!(open("second").await.status, 201);
    assert_eq!(open("third one").await.code(), "too_many_accounts");
}
