//! From a draft to what is in force.

use serde_json::json;
use vermilion_decide::Reason;

use crate::kit::{
    NAME, PHONE, PHONE_CALL, approve, begin, desk, form, get, may, path, reject, submit, submit_form,
    submit_version, text,
};

#[tokio::test]
async fn nothing_changes_until_a_reviewer_agrees_and_then_at_once() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::CapabilityMissing { .. })));

    let asked = submit(&desk, &owner, &[PHONE]).await;
    assert_eq!((asked["state"].as_str(), asked["giver"].as_str()), (Some("pending"), Some("platform")));
    assert_eq!(asked["capabilities"], json!([]));
    assert_eq!(asked["pending"]["capabilities"], json!([PHONE]));
    assert_eq!(asked["pending"]["turn"], "reviewer");
    // Three working days after Friday 2027-01-15, by plain weeks: the calendar ends with 2026, and says so.
    assert_eq!(asked["pending"]["due_at"], "2027-01-20T10:00:00Z");
    assert_eq!(asked["pending"]["due_assumed"], true);
    assert_eq!(get(&desk, &owner, &path(&owner, "drafts")).await["items"], json!([]));
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());

    let approved = approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    assert_eq!((approved.status, approved.json["state"].as_str()), (200, Some("approved")), "{approved:?}");
    assert!(!approved.header("vermilion-seq").is_empty());
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));

    let id = text(&asked["id"]);
    let seen = get(&desk, &owner, &path(&owner, &format!("authorizations/{id}"))).await;
    assert_eq!((seen["state"].as_str(), seen["pending"].is_null()), (Some("effective"), true));
    assert_eq!(seen["capabilities"], json!([PHONE]));
    assert_eq!(seen["last_outcome"]["outcome"], "approved");
    assert_eq!(seen["revisions"][0]["document"]["account_name"], NAME);
}

#[tokio::test]
async fn what_nobody_reviews_is_in_force_with_its_submission() {
    let (desk, owner) = desk().await;
    let asked = submit(&desk, &owner, &["message_template"]).await;
    assert_eq!((asked["state"].as_str(), asked["pending"].is_null()), (Some("effective"), true));
    assert_eq!(asked["capabilities"], json!(["message_template"]));
    assert!(asked["effective_since"].is_string());
    let row = desk.desk.read.account_by_app_id(owner.app_id.parse().unwrap()).await.unwrap().unwrap();
    let number = desk.desk.catalogue.capability("message_template").unwrap().number;
    let held = desk.desk.in_force.account(row.account).unwrap().held(desk.desk.now());
    assert!(held.has(number));
}

#[tokio::test]
async fn a_modification_leaves_what_is_in_force_until_it_is_decided() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;

    let body = json!({ "authorization": asked["id"], "form": form(&[PHONE, "links"]) });
    let modified = submit_form(&desk, &owner, body).await;
    assert_eq!(modified["id"], asked["id"]);
    assert_eq!(modified["state"], "effective_pending");
    assert_eq!(modified["capabilities"], json!([PHONE]));
    assert_eq!(modified["pending"]["capabilities"], json!([PHONE, "links"]));
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));

    let case = text(&modified["pending"]["case"]);
    let seen = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    assert_eq!(seen["diff"], json!({ "added": ["links"], "kept": [PHONE], "removed": [] }));
    assert_eq!(seen["history"][0]["state"], "approved");
    let approved = approve(&desk, &reviewer, &case, 1).await;
    assert_eq!(approved.json["effective"]["capabilities"], json!([PHONE, "links"]));

    // Held already, through the other authorization.
    let draft = begin(&desk, &owner, json!({ "form": form(&["links"]) })).await;
    let refused = submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!(refused.faults(), ["/capabilities/0 already_held"]);
}

#[tokio::test]
async fn a_second_submission_waits_for_the_first() {
    let (desk, owner) = desk().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let draft = begin(&desk, &owner, json!({ "authorization": asked["id"] })).await;
    let refused = submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!((refused.status, refused.code()), (409, "already_pending"));
}

#[tokio::test]
async fn a_rejection_says_why_and_nothing_typed_is_lost() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let reasons = json!([
        { "code": "purpose_unclear", "pointer": "/purpose/phone_number", "text": "请写明是哪个页面" },
        { "code": "mismatch" },
    ]);
    let rejected = reject(&desk, &reviewer, &text(&asked["pending"]["case"]), reasons).await;
    assert_eq!((rejected.status, rejected.json["state"].as_str()), (200, Some("rejected")), "{rejected:?}");
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());

    let seen = get(&desk, &owner, &path(&owner, "authorizations")).await;
    let seen = &seen["items"][0];
    assert_eq!(seen["state"], "rejected");
    let given = &seen["last_outcome"]["reasons"];
    assert_eq!(given[0]["pointer"], "/purpose/phone_number");
    assert_eq!(given[0]["text"], "请写明是哪个页面");
    assert!(given[0]["next"].as_str().unwrap().contains("重新提交"));
    assert_eq!((given[1]["pointer"].as_str(), given[1]["text"].is_null()), (Some(""), true));

    // Mending begins with what was submitted.
    let draft = begin(&desk, &owner, json!({ "authorization": seen["id"] })).await;
    let kept = get(&desk, &owner, &path(&owner, &format!("drafts/{draft}"))).await;
    assert_eq!(kept["form"], form_as_kept());
    let again = submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!((again.status, again.json["state"].as_str()), (201, Some("pending")));
    // Why the one before was rejected stays readable meanwhile.
    assert_eq!(again.json["last_outcome"]["outcome"], "rejected");
    let case = text(&again.json["pending"]["case"]);
    assert_eq!(approve(&desk, &reviewer, &case, 1).await.status, 200);
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
}

/// What belongs to capabilities that were not asked for went no further than the draft.
fn form_as_kept() -> serde_json::Value {
    let mut form = form(&[PHONE]);
    form["evidence"] = json!({ "phone_number": form["evidence"]["phone_number"] });
    form
}

#[tokio::test]
async fn an_end_that_passed_ends_it() {
    let (desk, owner) = desk().await;
    let mut typed = form(&["message_template"]);
    typed["until"] = json!("2027-01-15");
    let asked = submit_form(&desk, &owner, json!({ "form": typed })).await;
    assert_eq!(
        (asked["state"].as_str(), asked["until"].as_str()),
        (Some("effective"), Some("2027-01-15T16:00:00Z"))
    );
    desk.advance(vermilion_model::Span::hours(8));
    // A member's session lives on for a few hours more than the authorization.
    let seen = get(&desk, &owner, &path(&owner, "authorizations")).await;
    assert_eq!(seen["items"][0]["state"], "expired");
}

#[tokio::test]
async fn a_stopped_account_submits_nothing() {
    let (desk, owner) = desk().await;
    let draft = begin(&desk, &owner, json!({ "form": form(&[PHONE]) })).await;
    let row = desk.desk.read.account_by_app_id(owner.app_id.parse().unwrap()).await.unwrap().unwrap();
    let suspended =
        vermilion_model::fact::AccountSuspended { account: row.account, reason: "rules".to_owned() };
    let by = vermilion_model::fact::Actor::CommandLine;
    desk.desk.record(desk.desk.now(), by, suspended).await.unwrap();
    let refused = submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!((refused.status, refused.code()), (409, "account_stopped"));
}
