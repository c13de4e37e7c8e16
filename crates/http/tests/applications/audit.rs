//! The audit log: read by auditors, and proven.

use serde_json::json;

use crate::kit::{NAME, PHONE, approve, desk, get, reject, submit, text};

#[tokio::test]
async fn what_was_done_is_written_down_the_newest_first_and_without_persons() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let why = json!([{ "code": "rules", "pointer": "/purpose/phone_number", "text": "说给申请人的话" }]);
    reject(&desk, &reviewer, &text(&asked["pending"]["case"]), why).await;

    let page = get(&desk, &auditor, "/api/v1/audit/entries?limit=1").await;
    let newest = &page["items"][0];
    assert_eq!(
        (newest["kind"].as_str(), newest["actor"].as_str()),
        (Some("case_rejected"), Some(format!("member:{}", reviewer.id).as_str()))
    );
    assert_eq!(newest["body"]["reasons"][0]["pointer"], "/purpose/phone_number");
    let next = text(&page["next"]);
    let page = get(&desk, &auditor, &format!("/api/v1/audit/entries?limit=1&after={next}")).await;
    assert_eq!(page["items"][0]["kind"], "revision_submitted");

    let all = get(&desk, &auditor, "/api/v1/audit/entries?limit=100").await.to_string();
    for personal in ["说给申请人的话", NAME, &owner.email, "核对手机号"] {
        assert!(!all.contains(personal), "{personal}");
    }
}

#[tokio::test]
async fn the_log_is_proven_from_its_beginning() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let proof = get(&desk, &auditor, "/api/v1/audit/verification").await;
    assert_eq!((proof["ok"].as_bool(), &proof["findings"]), (Some(true), &json!([])));
    let entries = proof["entries"].as_i64().unwrap();
    assert!(entries >= 4);
    assert_eq!(proof["head"], format!("0-{entries}"));
}

#[tokio::test]
async fn the_log_is_for_auditors() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    for at in ["/api/v1/audit/entries", "/api/v1/audit/verification"] {
        for member in [&owner, &reviewer] {
            assert_eq!(desk.call("GET", at, Some(&member.cookie), None).await.status, 403, "{at}");
        }
        assert_eq!(desk.call("GET", at, None, None).await.status, 401, "{at}");
    }
    let auditor = desk.auditor().await;
    let bad = desk.call("GET", "/api/v1/audit/entries?after=x", Some(&auditor.cookie), None).await;
    assert_eq!((bad.status, bad.faults()), (400, vec!["/after format".to_owned()]));
}
