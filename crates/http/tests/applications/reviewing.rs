//! The desk: queue, taking, two persons, one's own.

use serde_json::json;
use vermilion_decide::Reason;
use vermilion_model::{PlatformRole, Span};

use crate::kit::{PHONE, another_reviewer, approve, desk, get, may, post, reject, submit, text};

const PAYMENT_CALL: &str = "GET:/wxa/getpaidunionid";

#[tokio::test]
async fn the_queue_is_read_in_pages_the_most_urgent_first() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let first = submit(&desk, &owner, &[PHONE]).await;
    desk.advance(Span::hours(9));
    let second = submit(&desk, &owner, &["links"]).await;
    let page = get(&desk, &reviewer, "/api/v1/review/cases?limit=1").await;
    assert_eq!(page["items"][0]["id"], first["pending"]["case"]);
    assert_eq!(page["items"][0]["account"]["name"], crate::kit::NAME);
    assert_eq!(page["items"][0]["applicant"]["email"], owner.email);
    let next = text(&page["next"]);
    let page = get(&desk, &reviewer, &format!("/api/v1/review/cases?limit=1&after={next}")).await;
    assert_eq!(page["items"][0]["id"], second["pending"]["case"]);
    let none = get(&desk, &reviewer, "/api/v1/review/cases?state=approved").await;
    assert_eq!((&none["items"], none["next"].is_null()), (&json!([]), true));
    for bad in ["state=lost", "limit=0", "limit=x", "after=nowhere"] {
        let answer =
            desk.call("GET", &format!("/api/v1/review/cases?{bad}"), Some(&reviewer.cookie), None).await;
        assert_eq!((answer.status, answer.code()), (400, "bad_request"), "{bad}");
    }
}

#[tokio::test]
async fn a_case_that_is_late_is_overdue() {
    let (desk, owner) = desk().await;
    submit(&desk, &owner, &[PHONE]).await;
    desk.advance(Span::days(6));
    let reviewer = desk.reviewer().await;
    let queue = get(&desk, &reviewer, "/api/v1/review/cases").await;
    assert_eq!(queue["items"][0]["overdue"], true);
}

#[tokio::test]
async fn a_case_has_its_document_and_what_to_look_at() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let seen = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    assert_eq!(seen["document"]["purpose"][PHONE], "会员登录时核对手机号");
    let list = seen["checklist"].as_array().unwrap();
    let ids: Vec<&str> = list.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["account", "purpose.phone_number", "evidence.phone_number.scene_screenshot"]);
    assert!(list[2]["text"].as_str().unwrap().starts_with("获取手机号 · 使用场景截图 · "));
}

#[tokio::test]
async fn who_holds_a_case_decides_it_for_half_an_hour() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let take = format!("/api/v1/review/cases/{case}/take");
    let taken = post(&desk, &one, &take, json!(null)).await;
    assert_eq!((taken.status, taken.json["taken_by"]["email"].as_str()), (200, Some(one.email.as_str())));
    assert_eq!(taken.json["taken_until"], "2027-01-15T08:30:00Z");
    let refused = post(&desk, &two, &take, json!(null)).await;
    assert_eq!((refused.status, refused.code()), (409, "case_taken"));
    assert_eq!(approve(&desk, &two, &case, 1).await.code(), "case_taken");
    desk.advance(Span::mins(31));
    assert_eq!(post(&desk, &two, &take, json!(null)).await.status, 200);
    assert_eq!(approve(&desk, &one, &case, 1).await.code(), "case_taken");
    assert_eq!(approve(&desk, &two, &case, 1).await.status, 200);
    let late = post(&desk, &one, &take, json!(null)).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
}

#[tokio::test]
async fn much_harm_takes_two_different_persons() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &["payment"]).await;
    let case = text(&asked["pending"]["case"]);
    let first = approve(&desk, &one, &case, 1).await;
    assert_eq!((first.json["state"].as_str(), first.json["version"].as_i64()), (Some("open"), Some(2)));
    assert_eq!(first.json["first_by"]["id"], one.id);
    assert!(matches!(may(&desk, &owner, PAYMENT_CALL).await, Err(Reason::CapabilityMissing { .. })));
    let again = approve(&desk, &one, &case, 2).await;
    assert_eq!((again.status, again.code()), (409, "second_reviewer_needed"));
    // The version that was on the second person's screen before the first agreed.
    let stale = approve(&desk, &two, &case, 1).await;
    assert_eq!((stale.status, stale.code()), (409, "stale"));
    assert_eq!(approve(&desk, &two, &case, 2).await.json["state"], "approved");
    assert!(!matches!(may(&desk, &owner, PAYMENT_CALL).await, Err(Reason::CapabilityMissing { .. })));
}

#[tokio::test]
async fn nobody_decides_their_own_application() {
    let (desk, owner) = desk().await;
    let invited = vermilion_service::members::invite(
        &desk.desk,
        vermilion_model::fact::Actor::CommandLine,
        PlatformRole::Reviewer,
        &owner.email,
    );
    invited.await.unwrap();
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let own = approve(&desk, &owner, &case, 1).await;
    assert_eq!((own.status, own.code()), (403, "own_application"));
    let own = reject(&desk, &owner, &case, json!([{ "code": "rules" }])).await;
    assert_eq!((own.status, own.code()), (403, "own_application"));
    let own = post(&desk, &owner, &format!("/api/v1/review/cases/{case}/take"), json!(null)).await;
    assert_eq!((own.status, own.code()), (403, "own_application"));
    assert!(may(&desk, &owner, crate::kit::PHONE_CALL).await.is_err());
}

#[tokio::test]
async fn a_rejection_needs_reasons_that_there_are() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let none = reject(&desk, &reviewer, &case, json!([])).await;
    assert_eq!((none.status, none.code()), (409, "reason_missing"));
    let bad = json!([
        { "code": "mood" },
        { "code": "rules", "pointer": "purpose of Mr Lin" },
        { "code": "rules", "text": "长".repeat(501) },
    ]);
    let bad = reject(&desk, &reviewer, &case, bad).await;
    assert_eq!(bad.status, 422);
    assert_eq!(
        bad.faults(),
        ["/reasons/0/code unknown", "/reasons/1/pointer format", "/reasons/2/text too_long"]
    );
}

#[tokio::test]
async fn the_people_concerned_are_told_and_not_what_it_is_about() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let waits = desk.mail_to(&reviewer.email).await.unwrap();
    let reasons = json!([{ "code": "rules", "text": "不合规的理由" }]);
    reject(&desk, &reviewer, &text(&asked["pending"]["case"]), reasons).await;
    let decided = desk.mail_to(&owner.email).await.unwrap();
    assert!(waits.subject.contains("审核") && decided.subject.contains("审核结果"));
    for letter in [waits, decided] {
        for secret in [crate::kit::NAME, "手机号", "不合规", "通过", "驳回"] {
            assert!(!letter.text.contains(secret) && !letter.subject.contains(secret), "{secret}");
        }
    }
}
