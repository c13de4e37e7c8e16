//! In whose hands a case is, and what colleagues tell each other.

use serde_json::{Value, json};
use vermilion_model::{PlatformRole, Role, Span};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{PHONE, another_reviewer, approve, desk, get, path, post, submit, text};

async fn step(desk: &TestDesk, by: &Member, case: &str, step: &str, body: Value) -> Answer {
    post(desk, by, &format!("/api/v1/review/cases/{case}/{step}"), body).await
}

#[tokio::test]
async fn what_is_given_back_can_be_taken_at_once() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    assert_eq!(step(&desk, &one, &case, "give-back", json!(null)).await.code(), "not_taken");
    step(&desk, &one, &case, "take", json!(null)).await;
    assert_eq!(step(&desk, &two, &case, "give-back", json!(null)).await.code(), "not_taken");
    let back = step(&desk, &one, &case, "give-back", json!(null)).await;
    assert_eq!((back.status, back.json["taken_by"].is_null()), (200, true));
    assert_eq!(step(&desk, &two, &case, "take", json!(null)).await.status, 200);
}

#[tokio::test]
async fn a_case_is_handed_to_a_colleague_by_name() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let colleagues = get(&desk, &one, "/api/v1/review/reviewers").await;
    assert_eq!(colleagues["items"][1]["id"], two.id);
    let to = json!({ "to": two.id });
    assert_eq!(step(&desk, &one, &case, "hand-over", to.clone()).await.code(), "not_taken");
    step(&desk, &one, &case, "take", json!(null)).await;
    let handed = step(&desk, &one, &case, "hand-over", to.clone()).await;
    assert_eq!((handed.status, &handed.json["taken_by"]["id"]), (200, &json!(two.id)), "{handed:?}");
    assert_eq!(handed.json["taken_until"], "2027-01-15T16:00:00Z");
    assert_eq!(step(&desk, &one, &case, "hand-over", to).await.code(), "not_taken");
    desk.advance(Span::hours(7));
    assert_eq!(approve(&desk, &one, &case, 1).await.code(), "case_taken");
    assert_eq!(approve(&desk, &two, &case, 1).await.status, 200);
}

#[tokio::test]
async fn nobody_is_handed_what_they_may_not_decide() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let partial = desk.invited(PlatformRole::Reviewer, "partial@platform.example").await;
    desk.join(&owner.app_id, &partial, Role::Analyst).await;
    let asked = submit(&desk, &owner, &["payment"]).await;
    let case = text(&asked["pending"]["case"]);
    step(&desk, &one, &case, "take", json!(null)).await;
    for (to, code) in
        [(&owner.id, "no_reviewer"), (&partial.id, "not_impartial"), (&"x".to_owned(), "no_reviewer")]
    {
        let refused = step(&desk, &one, &case, "hand-over", json!({ "to": to })).await;
        assert_eq!((refused.status, refused.faults()), (422, vec![format!("/to {code}")]));
    }
    // Who agreed first is not the second person.
    assert_eq!(approve(&desk, &one, &case, 1).await.json["first_by"]["id"], one.id);
    step(&desk, &two, &case, "take", json!(null)).await;
    let back = step(&desk, &two, &case, "hand-over", json!({ "to": one.id })).await;
    assert_eq!(back.faults(), ["/to not_impartial"]);
    assert_eq!(approve(&desk, &one, &case, 2).await.code(), "case_taken");
    assert_eq!(approve(&desk, &two, &case, 2).await.json["state"], "approved");
}

#[tokio::test]
async fn notes_are_for_colleagues_and_not_for_who_has_a_part_in_the_case() {
    let (desk, owner) = desk().await;
    let (one, partial) = (desk.reviewer().await, another_reviewer(&desk).await);
    desk.join(&owner.app_id, &partial, Role::Analyst).await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let note = json!({ "text": "同一主体上月被驳回过" });
    let noted = step(&desk, &one, &case, "notes", note.clone()).await;
    assert_eq!((noted.status, noted.json["thread"][0]["kind"].as_str()), (201, Some("note")), "{noted:?}");
    let own = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    assert_eq!(own["thread"], json!([]));
    let theirs = get(&desk, &partial, &format!("/api/v1/review/cases/{case}")).await;
    assert_eq!(theirs["thread"], json!([]));
    assert_eq!(step(&desk, &partial, &case, "notes", note.clone()).await.code(), "own_application");
    // Sealed where it stands, and not in the log.
    let rows = desk.desk.read.messages_of_case(case.parse().unwrap()).await.unwrap();
    assert!(!String::from_utf8_lossy(&rows[0].sealed).contains("上月"));
    let auditor = desk.auditor().await;
    let log = get(&desk, &auditor, "/api/v1/audit/entries?limit=100").await.to_string();
    assert!(log.contains("case_message_written") && !log.contains("上月"));
    // Of a decided case, too.
    approve(&desk, &one, &case, 1).await;
    assert_eq!(step(&desk, &one, &case, "notes", note).await.status, 201);
}

#[tokio::test]
async fn applicant_and_reviewer_write_to_each_other() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    step(&desk, &reviewer, &case, "take", json!(null)).await;
    let own = path(&owner, &format!("cases/{case}/messages"));
    let sent = post(&desk, &owner, &own, json!({ "text": "补充：仅会员页使用" })).await;
    assert_eq!((sent.status, sent.json["turn"].as_str()), (201, Some("reviewer")), "{sent:?}");
    desk.advance(Span::secs(1));
    let told = step(&desk, &reviewer, &case, "messages", json!({ "text": "收到" })).await;
    let kinds: Vec<&str> =
        told.json["thread"].as_array().unwrap().iter().map(|said| said["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["from_applicant", "from_reviewer"]);
    approve(&desk, &reviewer, &case, 1).await;
    assert_eq!(post(&desk, &owner, &own, json!({ "text": "谢谢" })).await.code(), "case_closed");
    assert_eq!(step(&desk, &reviewer, &case, "messages", json!({ "text": "x" })).await.code(), "case_closed");
}

#[tokio::test]
async fn cases_are_their_accounts() {
    let (desk, owner) = desk().await;
    let other = desk.register_as("other@shop.example", "mini_program", "别家点餐").await;
    let analyst = desk.register_member("analyst@shop.example").await;
    desk.join(&owner.app_id, &analyst, Role::Analyst).await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    for (method, rest) in
        [("GET", ""), ("POST", "/messages"), ("POST", "/answer"), ("POST", "/withdraw"), ("POST", "/appeal")]
    {
        let body = (method == "POST").then(|| json!({ "text": "x" }));
        let foreign = path(&other, &format!("cases/{case}{rest}"));
        let answer = desk.call(method, &foreign, Some(&other.cookie), body.clone()).await;
        assert_eq!((answer.status, answer.code()), (404, "missing_case"), "{rest}");
        let theirs = path(&owner, &format!("cases/{case}{rest}"));
        assert_eq!(desk.call(method, &theirs, Some(&other.cookie), body.clone()).await.status, 404, "{rest}");
        assert_eq!(desk.call(method, &theirs, None, body.clone()).await.status, 401, "{rest}");
        let seen = desk.call(method, &theirs, Some(&analyst.cookie), body).await;
        assert_eq!(seen.status, if method == "GET" { 200 } else { 403 }, "{rest}");
    }
}
