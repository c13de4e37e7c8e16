//! Every operation refuses who may not, and what is not there.

use serde_json::{Value, json};
use vermilion_testkit::TestDesk;

use crate::kit::{desk, path, post};

const NOWHERE: &str = "018f0000-0000-7000-8000-000000000000";

/// What an applicant can do with an authorization, and with which body.
fn applicants() -> Vec<(&'static str, &'static str, Option<Value>)> {
    vec![
        ("GET", "authorizations/{id}", None),
        ("POST", "authorizations/{id}/withdraw-submission", None),
        ("POST", "authorizations/{id}/give-up", Some(json!({ "capabilities": ["links"] }))),
        ("POST", "authorizations/{id}/revoke", Some(json!({ "name": "x" }))),
    ]
}

/// What a reviewer can do with a case.
fn reviewers() -> Vec<(&'static str, &'static str, Option<Value>)> {
    vec![
        ("GET", "/api/v1/review/cases/{id}", None),
        ("POST", "/api/v1/review/cases/{id}/take", None),
        ("POST", "/api/v1/review/cases/{id}/approve", Some(json!({ "version": 1 }))),
        (
            "POST",
            "/api/v1/review/cases/{id}/reject",
            Some(json!({ "version": 1, "reasons": [{ "code": "rules" }] })),
        ),
        ("PUT", "/api/v1/review/cases/{id}/checks", Some(json!({ "checks": {} }))),
        ("POST", "/api/v1/review/cases/{id}/give-back", None),
        ("POST", "/api/v1/review/cases/{id}/hand-over", Some(json!({ "to": NOWHERE }))),
        ("POST", "/api/v1/review/cases/{id}/ask", Some(json!({ "version": 1, "text": "x" }))),
        ("POST", "/api/v1/review/cases/{id}/notes", Some(json!({ "text": "x" }))),
        ("POST", "/api/v1/review/cases/{id}/messages", Some(json!({ "text": "x" }))),
    ]
}

#[tokio::test]
async fn authorizations_are_their_accounts() {
    let (desk, owner) = desk().await;
    let other = desk.register_member("other@shop.example").await;
    for (method, rest, body) in applicants() {
        for id in [NOWHERE, "none"] {
            let own = path(&owner, &rest.replace("{id}", id));
            let answer = desk.call(method, &own, Some(&owner.cookie), body.clone()).await;
            assert_eq!((answer.status, answer.code()), (404, "missing_authorization"), "{rest}");
        }
        let theirs = path(&owner, &rest.replace("{id}", NOWHERE));
        let answer = desk.call(method, &theirs, Some(&other.cookie), body.clone()).await;
        assert_eq!((answer.status, answer.code()), (404, "missing_account"), "{rest}");
        assert_eq!(desk.call(method, &theirs, None, body).await.status, 401, "{rest}");
    }
    let list = path(&owner, "authorizations");
    assert_eq!(desk.call("GET", &list, Some(&other.cookie), None).await.status, 404);
    assert_eq!(desk.call("GET", &list, None, None).await.status, 401);
    let begun = post(&desk, &owner, &path(&owner, "drafts"), json!({ "authorization": NOWHERE })).await;
    assert_eq!((begun.status, begun.code()), (404, "missing_authorization"));
}

#[tokio::test]
async fn cases_are_the_reviewers() {
    let desk = TestDesk::new().await;
    let (member, reviewer) = (desk.register_member("a@b.example").await, desk.reviewer().await);
    for (method, rest, body) in reviewers() {
        for id in [NOWHERE, "none"] {
            let answer =
                desk.call(method, &rest.replace("{id}", id), Some(&reviewer.cookie), body.clone()).await;
            assert_eq!((answer.status, answer.code()), (404, "missing_case"), "{rest}");
        }
        let at = rest.replace("{id}", NOWHERE);
        let answer = desk.call(method, &at, Some(&member.cookie), body.clone()).await;
        assert_eq!((answer.status, answer.code()), (403, "forbidden"), "{rest}");
        assert_eq!(desk.call(method, &at, None, body).await.status, 401, "{rest}");
    }
    assert_eq!(desk.call("GET", "/api/v1/review/cases", Some(&member.cookie), None).await.status, 403);
    assert_eq!(desk.call("GET", "/api/v1/review/cases", None, None).await.status, 401);
}
