//! Every operation has its *unauthorized* case: without a cookie or key it answers 401, whatever is
//! sent and whatever the path names. Who adds an operation adds nothing here; the list of those that
//! anybody may call may only shrink.

use serde_json::json;
use vermilion_testkit::TestDesk;

use crate::operations;

const ANYBODY: [&str; 14] = [
    "accept_invitation",
    "agreement",
    "ask_scan",
    "begin_passkey_sign_in",
    "forget_password",
    "platform",
    "read_invitation",
    "register",
    "reset_password",
    "scan_state",
    "send_verification",
    "sign_in",
    "sign_in_second_step",
    "sign_in_with_passkey",
];

#[tokio::test]
async fn without_cookie_or_key_every_other_operation_answers_401() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let mut open = Vec::new();
    for operation in operations::all() {
        let path = operation.path_for(&ann.app_id);
        let answer = app.call(&operation.method, &path, None, Some(json!({}))).await;
        if answer.status != 401 {
            open.push(operation.id);
            continue;
        }
        if operation.path.starts_with("/api") && operation.id != "sign_in" {
            assert_eq!(answer.code(), "signed_out", "{}", operation.id);
        }
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", operation.id);
        assert!(!answer.json["next"].as_str().unwrap().is_empty(), "{}", operation.id);
    }
    open.sort_unstable();
    // Signing in answers 401 too: an empty form is nobody's.
    let allowed: Vec<&str> = ANYBODY.into_iter().filter(|id| *id != "sign_in").collect();
    assert_eq!(open, allowed);
}

#[tokio::test]
async fn a_cookie_that_is_nobodys_is_no_better_than_none() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let forged = format!("vermilion_session=vms_{}", "A".repeat(48));
    for operation in operations::all() {
        if ANYBODY.contains(&operation.id.as_str()) {
            continue;
        }
        let path = operation.path_for(&ann.app_id);
        let answer = app.call(&operation.method, &path, Some(&forged), Some(json!({}))).await;
        assert_eq!(answer.status, 401, "{}", operation.id);
    }
}
