//! Taking back, giving up, revoking: immediate, and never more than was meant.

use serde_json::json;

use crate::kit::{NAME, PHONE, PHONE_CALL, approve, desk, get, may, path, post, submit, text};

async fn effective(
    desk: &vermilion_testkit::TestDesk,
    owner: &vermilion_testkit::Member,
    ids: &[&str],
) -> String {
    let reviewer = desk.reviewer().await;
    let asked = submit(desk, owner, ids).await;
    let approved = approve(desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    assert_eq!(approved.status, 200, "{approved:?}");
    text(&asked["id"])
}

#[tokio::test]
async fn a_submission_taken_back_leaves_the_desk() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let withdraw = path(&owner, &format!("authorizations/{}/withdraw-submission", text(&asked["id"])));
    let taken = post(&desk, &owner, &withdraw, json!(null)).await;
    assert_eq!((taken.status, taken.json["state"].as_str()), (200, Some("withdrawn")), "{taken:?}");
    let again = post(&desk, &owner, &withdraw, json!(null)).await;
    assert_eq!((again.status, again.code()), (409, "nothing_pending"));
    assert_eq!(get(&desk, &reviewer, "/api/v1/review/cases").await["items"], json!([]));
    let late = approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());
}

#[tokio::test]
async fn what_is_given_up_is_gone_with_the_next_request() {
    let (desk, owner) = desk().await;
    let id = effective(&desk, &owner, &[PHONE, "links"]).await;
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
    let give_up = path(&owner, &format!("authorizations/{id}/give-up"));
    let given = post(&desk, &owner, &give_up, json!({ "capabilities": [PHONE] })).await;
    assert_eq!((given.status, &given.json["capabilities"]), (200, &json!(["links"])), "{given:?}");
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());
    for (ids, status, code) in [
        (json!(["links"]), 409, "gives_up_everything"),
        (json!([PHONE]), 409, "nothing_effective"),
        (json!(["telepathy"]), 422, "fields"),
        (json!([]), 422, "fields"),
    ] {
        let refused = post(&desk, &owner, &give_up, json!({ "capabilities": ids })).await;
        assert_eq!((refused.status, refused.code()), (status, code));
    }
}

#[tokio::test]
async fn a_revocation_is_confirmed_by_name_and_immediate() {
    let (desk, owner) = desk().await;
    let id = effective(&desk, &owner, &[PHONE]).await;
    let revoke = path(&owner, &format!("authorizations/{id}/revoke"));
    let wrong = post(&desk, &owner, &revoke, json!({ "name": "青禾" })).await;
    assert_eq!((wrong.status, wrong.faults()), (422, vec!["/name mismatch".to_owned()]));
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
    let revoked = post(&desk, &owner, &revoke, json!({ "name": NAME })).await;
    assert_eq!((revoked.status, revoked.json["state"].as_str()), (200, Some("revoked")));
    assert_eq!(revoked.json["capabilities"], json!([]));
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());
    let again = post(&desk, &owner, &revoke, json!({ "name": NAME })).await;
    assert_eq!((again.status, again.code()), (409, "already_revoked"));
    let draft = post(&desk, &owner, &path(&owner, "drafts"), json!({ "authorization": id })).await;
    assert_eq!((draft.status, draft.code()), (409, "already_revoked"));
}

#[tokio::test]
async fn a_revocation_takes_what_waits_with_it() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let revoke = path(&owner, &format!("authorizations/{}/revoke", text(&asked["id"])));
    let revoked = post(&desk, &owner, &revoke, json!({ "name": NAME })).await;
    assert_eq!((revoked.json["state"].as_str(), revoked.json["pending"].is_null()), (Some("revoked"), true));
    let late = approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
}
