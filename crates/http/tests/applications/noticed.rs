//! A notice about a case says which, and where its reader finds it.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Member, TestDesk};

use crate::kit::{PHONE, another_reviewer, desk, get, post, reject, submit, text};

/// The newest notice of a kind: what it is about.
async fn about(desk: &TestDesk, of: &Member, kind: &str) -> Value {
    let list = get(desk, of, "/api/v1/notices").await;
    let found = list["items"].as_array().unwrap().iter().find(|item| item["kind"] == kind).cloned();
    let item = found.unwrap_or_else(|| panic!("no {kind}: {list}"));
    json!([item["app_id"], item["authorization"], item["case"]])
}

#[tokio::test]
async fn both_sides_are_led_to_the_case_each_by_their_own_way() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    // A reviewer is nobody in the account: they find the case on the desk.
    let on_the_desk = json!([null, null, case]);
    let own = json!([owner.app_id, asked["id"], case]);
    assert_eq!(about(&desk, &one, "case_waits").await, on_the_desk);

    let of_desk = |act: &str| format!("/api/v1/review/cases/{case}/{act}");
    let words = |text: &str| json!({ "text": text });
    assert_eq!(post(&desk, &one, &of_desk("take"), json!({})).await.status, 200);
    desk.advance(Span::secs(1));
    assert_eq!(post(&desk, &one, &of_desk("messages"), words("正在看")).await.status, 201);
    assert_eq!(about(&desk, &owner, "case_written_about").await, own);
    let of_owner = |act: &str| format!("/api/v1/accounts/{}/cases/{case}/{act}", owner.app_id);
    assert_eq!(post(&desk, &owner, &of_owner("messages"), words("谢谢")).await.status, 201);
    assert_eq!(about(&desk, &one, "case_written_about").await, on_the_desk);
    let over = post(&desk, &one, &of_desk("hand-over"), json!({ "to": two.id })).await;
    assert_eq!(over.status, 200, "{over:?}");
    assert_eq!(about(&desk, &two, "case_handed_over").await, on_the_desk);

    let reasons = json!([{ "code": "purpose_unclear", "pointer": "/purpose/phone_number" }]);
    let rejected = reject(&desk, &two, &case, reasons).await;
    assert_eq!(rejected.status, 200, "{rejected:?}");
    assert_eq!(about(&desk, &owner, "case_decided").await, own);
    let appeal = post(&desk, &owner, &of_owner("appeal"), words("用途已写明")).await;
    assert_eq!(appeal.status, 201, "{appeal:?}");
    assert_eq!(about(&desk, &one, "case_waits").await, json!([null, null, appeal.json["id"]]));
}

#[tokio::test]
async fn a_question_and_its_answer_name_the_case() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let ask = json!({ "version": 1, "text": "由谁触发？" });
    let question = post(&desk, &reviewer, &format!("/api/v1/review/cases/{case}/ask"), ask).await;
    assert_eq!(question.status, 200, "{question:?}");
    assert_eq!(about(&desk, &owner, "case_asked").await, json!([owner.app_id, asked["id"], case]));
    let path = format!("/api/v1/accounts/{}/cases/{case}/answer", owner.app_id);
    assert_eq!(post(&desk, &owner, &path, json!({ "text": "由用户触发。" })).await.status, 200);
    assert_eq!(about(&desk, &reviewer, "case_answered").await, json!([null, null, case]));
}
