//! The checklist: every item has a verdict before a decision, and what was fine and did not change stays so.

use serde_json::{Value, json};

use crate::kit::{
    PHONE, another_reviewer, approve, begin, checks, desk, form, get, post, reject, submit, submit_version,
    text,
};

const EVIDENCE: &str = "evidence.phone_number.scene_screenshot";

#[tokio::test]
async fn nothing_is_decided_before_every_item_has_a_verdict() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let case = text(&submit(&desk, &owner, &[PHONE]).await["pending"]["case"]);
    let at = format!("/api/v1/review/cases/{case}");
    let none = post(&desk, &reviewer, &format!("{at}/approve"), json!({ "version": 1 })).await;
    let all = ["account", "purpose.phone_number", EVIDENCE].map(|id| format!("/checks/{id} verdict_missing"));
    assert_eq!((none.status, none.faults()), (422, all.to_vec()));
    let reasons = json!([{ "code": "rules" }]);
    let body = json!({ "version": 1, "reasons": reasons, "checks": { "account": "fine", "x": "fine" } });
    let some = post(&desk, &reviewer, &format!("{at}/reject"), body).await;
    assert_eq!(some.faults(), ["/checks unknown", &all[1], &all[2]]);
    let bad = post(
        &desk,
        &reviewer,
        &format!("{at}/approve"),
        json!({ "version": 1, "checks": { "account": "so" } }),
    )
    .await;
    assert_eq!(bad.status, 400);
    // Marked as faulty, it is not approved; and no fault stays unexplained.
    let faulty = checks(&desk, &reviewer, &case, &["/evidence/phone_number"]).await;
    let yes =
        post(&desk, &reviewer, &format!("{at}/approve"), json!({ "version": 1, "checks": faulty })).await;
    assert_eq!(yes.faults(), [format!("/checks/{EVIDENCE} item_faulty")]);
    let elsewhere = json!([{ "code": "rules", "pointer": "/purpose" }]);
    let body = json!({ "version": 1, "reasons": elsewhere, "checks": faulty });
    let no = post(&desk, &reviewer, &format!("{at}/reject"), body).await;
    assert_eq!(no.faults(), [format!("/checks/{EVIDENCE} unexplained")]);
    let whole = json!([{ "code": "evidence_unrelated", "pointer": "/evidence" }]);
    let body = json!({ "version": 1, "reasons": whole, "checks": faulty });
    let done = post(&desk, &reviewer, &format!("{at}/reject"), body).await;
    assert_eq!((done.status, done.json["state"].as_str()), (200, Some("rejected")), "{done:?}");
    assert_eq!(done.json["checklist"][2]["verdict"], "faulty");
}

async fn save(
    desk: &vermilion_testkit::TestDesk,
    by: &vermilion_testkit::Member,
    case: &str,
    found: Value,
) -> vermilion_testkit::Answer {
    let at = format!("/api/v1/review/cases/{case}/checks");
    desk.call("PUT", &at, Some(&by.cookie), Some(json!({ "checks": found }))).await
}

#[tokio::test]
async fn what_was_found_so_far_is_kept_for_who_found_it() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let case = text(&submit(&desk, &owner, &["payment"]).await["pending"]["case"]);
    let at = format!("/api/v1/review/cases/{case}");
    assert_eq!(save(&desk, &one, &case, json!({ "account": "fine" })).await.status, 200);
    let saved = save(&desk, &one, &case, json!({ "purpose.payment": "faulty" })).await;
    let verdicts = |seen: &Value| {
        let list = seen["checklist"].as_array().unwrap();
        list.iter().map(|item| item["verdict"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&saved.json), ["fine", "faulty", "-", "-"]);
    // The second person judges for themselves.
    assert_eq!(verdicts(&get(&desk, &two, &at).await), ["-", "-", "-", "-"]);
    assert_eq!(save(&desk, &one, &case, json!({ "x": "fine" })).await.faults(), ["/checks unknown"]);
    // What is sent with the decision goes over what was saved.
    let rest = json!({ "purpose.payment": "fine", "evidence.payment.business_licence": "fine", "evidence.payment.merchant_agreement": "fine" });
    let first = post(&desk, &one, &format!("{at}/approve"), json!({ "version": 1, "checks": rest })).await;
    assert_eq!((first.status, &first.json["first_by"]["id"]), (200, &json!(one.id)), "{first:?}");
    let none = post(&desk, &two, &format!("{at}/approve"), json!({ "version": 2 })).await;
    assert_eq!(none.faults().len(), 4);
    assert_eq!(approve(&desk, &two, &case, 2).await.json["state"], "approved");
    let late = save(&desk, &two, &case, json!({ "account": "fine" })).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
}

#[tokio::test]
async fn what_was_fine_and_did_not_change_need_not_be_judged_again() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE, "links"]).await;
    let case = text(&asked["pending"]["case"]);
    let why = json!([{ "code": "evidence_unrelated", "pointer": "/evidence/phone_number" }]);
    reject(&desk, &reviewer, &case, why).await;
    desk.advance(vermilion_model::Span::secs(1));
    let mut mended = form(&[PHONE, "links"]);
    mended["evidence"][PHONE][0]["text"] = json!("会员页右上角的手机号按钮");
    mended["purpose"]["links"] = json!("把活动页发给好友时生成链接");
    let draft = begin(&desk, &owner, json!({ "authorization": asked["id"], "form": mended })).await;
    let again = submit_version(&desk, &owner, &draft, "\"1\"").await;
    let case = text(&again.json["pending"]["case"]);
    let seen = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    let of = |id: &str| {
        let item = seen["checklist"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap();
        (item["verdict"].clone(), item["before"].clone())
    };
    let before = |verdict: &str, changed: bool| json!({ "verdict": verdict, "changed": changed });
    assert_eq!(of("account"), (json!("fine"), before("fine", false)));
    assert_eq!(of("purpose.phone_number"), (json!("fine"), before("fine", false)));
    assert_eq!(of("purpose.links"), (Value::Null, before("fine", true)));
    assert_eq!(of(EVIDENCE), (Value::Null, before("faulty", true)));
    let found = json!({ EVIDENCE: "fine", "purpose.links": "fine" });
    let at = format!("/api/v1/review/cases/{case}/approve");
    let done = post(&desk, &reviewer, &at, json!({ "version": 1, "checks": found })).await;
    assert_eq!((done.status, done.json["state"].as_str()), (200, Some("approved")), "{done:?}");
}
