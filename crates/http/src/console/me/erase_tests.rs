//! What a member had erased is readable nowhere afterwards (I10): not in the store's files, its log, nor in an
//! archive opened with everything an operator then has.

use std::fs;

use serde_json::json;
use tempfile::TempDir;
use vermilion_model::{Role, Span};
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk, holders};

/// Somewhere in a name, an address and a number that nobody else has.
const NAME: &str = "Quetzalcoatlus";
const EMAIL: &str = "canary.ann@quokka.example";
const PHONE: &str = "13987654321";

async fn erase(app: &TestDesk, who: &Member, password: &str) -> Answer {
    app.call("POST", "/api/v1/me/erase", Some(&who.cookie), Some(json!({ "password": password }))).await
}

/// A member with an address, a number, messages, a failed try, a factor's mail and a notice.
async fn ann(app: &TestDesk) -> Member {
    let code = app.verify(EMAIL).await;
    let sms = json!({"channel": "sms", "address": PHONE});
    app.call("POST", "/api/v1/verifications", None, Some(sms)).await;
    let phone_code = app.code_for(&format!("+86{PHONE}")).await.unwrap();
    let form = json!({"account_type": "mini_program", "account_name": "App canary", "email": EMAIL,
        "email_code": code, "phone": PHONE, "phone_code": phone_code, "password": PASSWORD, "agreement": 1});
    let answer = app.call("POST", "/api/v1/registrations", None, Some(form)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let body = json!({"login": EMAIL, "password": "wrong"});
    app.call("POST", "/api/v1/sessions", None, Some(body)).await;
    Member {
        cookie: answer.cookie().unwrap(),
        id: answer.json["member"]["id"].as_str().unwrap().to_owned(),
        email: EMAIL.to_owned(),
        app_id: answer.json["account"]["app_id"].as_str().unwrap().to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erased_member_is_readable_nowhere() {
    let (app, archive) = (TestDesk::new().await, TempDir::new().unwrap());
    let ann = ann(&app).await;
    let bob = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &bob, Role::Administrator).await;
    let digest = {
        let id = ann.id.parse().unwrap();
        let row = app.desk.read.member_by_id(id).await.unwrap().unwrap();
        (row.sealed, app.desk.read.person_key(*vermilion_model::Id::bytes(&id)).await.unwrap().unwrap())
    };
    app.backed_up(archive.path()).await;

    assert_eq!(erase(&app, &ann, "wrong").await.faults(), ["/password wrong_password"]);
    app.advance(Span::secs(1));
    let erased = erase(&app, &ann, PASSWORD).await;
    assert_eq!(erased.status, 204, "{erased:?}");
    assert_eq!(app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await.status, 401);
    let body = json!({"login": EMAIL, "password": PASSWORD});
    assert_eq!(app.call("POST", "/api/v1/sessions", None, Some(body)).await.code(), "bad_credentials");
    assert!(app.mail_to(EMAIL).await.is_none());
    let list = format!("/api/v1/accounts/{}/members", ann.app_id);
    let colleagues = app.call("GET", &list, Some(&bob.cookie), None).await;
    assert_eq!(colleagues.json["items"].as_array().unwrap().len(), 1);

    // Neither in clear, nor sealed, nor the key: not in the database, and not in its log.
    for text in [NAME, EMAIL, PHONE] {
        assert_eq!(holders(app.data(), text.as_bytes()), Vec::<String>::new(), "{text}");
    }
    let as_text = |bytes: &[u8]| bytes.to_vec();
    for bytes in [as_text(&digest.0), as_text(&digest.1)] {
        for file in ["vermilion.db", "vermilion.db-wal"] {
            let held = fs::read(app.data().join(file)).unwrap_or_default();
            assert!(!held.windows(bytes.len()).any(|at| at == bytes), "{file}");
        }
    }
    let proof = app.call("GET", "/api/v1/audit/verification", Some(&app.auditor().await.cookie), None).await;
    assert_eq!(proof.json["ok"], true, "{proof:?}");

    // The archive of before, with the mirror of keys that the next backup leaves.
    app.backed_up(archive.path()).await;
    let there = app.put_back(archive.path(), false).await;
    let back = app.started(there).await;
    let id = ann.id.parse().unwrap();
    let row = back.desk.read.member_by_id(id).await.unwrap().unwrap();
    assert!(row.erased_at.is_some() && row.sealed.is_empty());
    assert!(back.desk.read.person_key(*vermilion_model::Id::bytes(&id)).await.unwrap().is_none());
}

#[tokio::test]
async fn the_last_administrator_of_an_account_in_use_is_not_erased() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let refused = erase(&app, &ann, PASSWORD).await;
    assert_eq!((refused.status, refused.code()), (409, "last_administrator"));
    assert_eq!(app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await.status, 200);
}
