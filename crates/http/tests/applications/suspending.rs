//! The platform stops one authorization, and lets it work again.

use serde_json::json;
use vermilion_decide::Reason;

use crate::kit::{
    NAME, PHONE, PHONE_CALL, approve, desk, form, get, may, path, post, submit, submit_form, text,
};

#[tokio::test]
async fn one_authorization_is_stopped_and_the_rest_goes_on() {
    let (desk, owner) = desk().await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let id = text(&asked["id"]);
    let stop = format!("/api/v1/operations/authorizations/{id}/suspend");
    let early = post(&desk, &operator, &stop, json!({ "reason": "abuse" })).await;
    assert_eq!((early.status, early.code()), (409, "nothing_effective"), "nothing of it is in force");
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let held =
        get(&desk, &operator, &format!("/api/v1/operations/accounts/{}/authorizations", owner.app_id)).await;
    assert_eq!(
        (held["items"][0]["id"].as_str(), held["items"][0]["state"].as_str()),
        (Some(&*id), Some("effective"))
    );

    let stopped = post(&desk, &operator, &stop, json!({ "reason": "abuse" })).await;
    assert_eq!((stopped.status, stopped.json["state"].as_str()), (200, Some("suspended")), "{stopped:?}");
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::AuthorizationSuspended { .. })));
    assert_eq!(may(&desk, &owner, "GET:/cgi-bin/get_api_domain_ip").await, Ok(()));
    let seen = get(&desk, &owner, &path(&owner, &format!("authorizations/{id}"))).await;
    assert_eq!((seen["state"].as_str(), seen["suspended_at"].is_string()), (Some("suspended"), true));
    let why = get(&desk, &owner, &path(&owner, &format!("explain?call={PHONE_CALL}"))).await;
    assert_eq!(
        (why["reason"].as_str(), why["code"].as_i64()),
        (Some("authorization_suspended"), Some(48001))
    );

    // What is approved meanwhile is stopped with it.
    let body = json!({ "authorization": id, "form": form(&[PHONE, "links"]) });
    let changed = submit_form(&desk, &owner, body).await;
    approve(&desk, &reviewer, &text(&changed["pending"]["case"]), 1).await;
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::AuthorizationSuspended { .. })));
    let again = post(&desk, &operator, &stop, json!({ "reason": "abuse" })).await;
    assert_eq!((again.status, again.code()), (409, "already_suspended"));

    let go_on = format!("/api/v1/operations/authorizations/{id}/restore");
    let restored = post(&desk, &operator, &go_on, json!({ "reason": "mended" })).await;
    assert_eq!((restored.status, restored.json["state"].as_str()), (200, Some("effective")));
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
    let again = post(&desk, &operator, &go_on, json!({ "reason": "mended" })).await;
    assert_eq!((again.status, again.code()), (409, "not_suspended"));
    // It stays its owner's to end.
    post(&desk, &operator, &stop, json!({ "reason": "abuse" })).await;
    let ended =
        post(&desk, &owner, &path(&owner, &format!("authorizations/{id}/revoke")), json!({ "name": NAME }))
            .await;
    assert_eq!(ended.json["state"], "revoked");
    let late = post(&desk, &operator, &go_on, json!({ "reason": "mended" })).await;
    assert_eq!((late.status, late.code()), (409, "already_revoked"));
}

#[tokio::test]
async fn only_operators_stop_and_only_by_a_code() {
    let (desk, owner) = desk().await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    let asked = submit(&desk, &owner, &["message_template"]).await;
    let stop = format!("/api/v1/operations/authorizations/{}/suspend", text(&asked["id"]));
    for by in [&owner, &reviewer] {
        assert_eq!(post(&desk, by, &stop, json!({ "reason": "abuse" })).await.status, 403);
    }
    let prose = post(&desk, &operator, &stop, json!({ "reason": "Mr. Lin complained" })).await;
    assert_eq!(prose.faults(), ["/reason format"]);
    let none = "/api/v1/operations/authorizations/00000000-0000-7000-8000-000000000000/suspend";
    assert_eq!(
        post(&desk, &operator, none, json!({ "reason": "abuse" })).await.code(),
        "missing_authorization"
    );
    let nobody = "/api/v1/operations/accounts/wx0000000000000000/authorizations";
    assert_eq!(desk.call("GET", nobody, Some(&operator.cookie), None).await.status, 404);
}
