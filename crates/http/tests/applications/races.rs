//! Two at once: exactly one wins, and the other is told why.

use serde_json::json;

use crate::kit::{
    PHONE, PHONE_CALL, another_reviewer, approve, begin, desk, form, get, may, path, post, reject, submit,
    submit_version, text,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_approvals_one_wins() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let (a, b) = tokio::join!(approve(&desk, &one, &case, 1), approve(&desk, &two, &case, 1));
    let mut answers = [(a.status, a.code().to_owned()), (b.status, b.code().to_owned())];
    answers.sort();
    assert_eq!(answers, [(200, String::new()), (409, "case_closed".to_owned())]);
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_approval_and_a_rejection_one_wins() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let why = json!([{ "code": "rules" }]);
    let (yes, no) = tokio::join!(approve(&desk, &one, &case, 1), reject(&desk, &two, &case, why));
    assert_eq!([yes.status, no.status].iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(may(&desk, &owner, PHONE_CALL).await.is_ok(), yes.status == 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_first_agreements_one_stays_and_the_other_can_follow() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let asked = submit(&desk, &owner, &["payment"]).await;
    let case = text(&asked["pending"]["case"]);
    let (a, b) = tokio::join!(approve(&desk, &one, &case, 1), approve(&desk, &two, &case, 1));
    let slower = if a.status == 200 { (&two, b) } else { (&one, a) };
    assert_eq!((slower.1.status, slower.1.code()), (409, "stale"));
    assert_eq!(approve(&desk, slower.0, &case, 2).await.json["state"], "approved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_submissions_of_one_draft_one_wins() {
    let (desk, owner) = desk().await;
    let draft = begin(&desk, &owner, json!({ "form": form(&[PHONE]) })).await;
    let send = || submit_version(&desk, &owner, &draft, "\"1\"");
    let (a, b) = tokio::join!(send(), send());
    let mut answers = [(a.status, a.code().to_owned()), (b.status, b.code().to_owned())];
    answers.sort();
    assert_eq!(answers, [(201, String::new()), (404, "missing_draft".to_owned())]);
    let all = get(&desk, &owner, &path(&owner, "authorizations")).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_modifications_of_one_authorization_one_waits() {
    let (desk, owner) = desk().await;
    let asked = submit(&desk, &owner, &["message_template"]).await;
    let body = json!({ "authorization": asked["id"], "form": form(&["message_template", "links"]) });
    let drafts = [begin(&desk, &owner, body.clone()).await, begin(&desk, &owner, body).await];
    let (a, b) = tokio::join!(
        submit_version(&desk, &owner, &drafts[0], "\"1\""),
        submit_version(&desk, &owner, &drafts[1], "\"1\"")
    );
    let mut answers = [(a.status, a.code().to_owned()), (b.status, b.code().to_owned())];
    answers.sort();
    assert_eq!(answers, [(201, String::new()), (409, "already_pending".to_owned())]);
    // The draft of the one that lost is still there.
    assert_eq!(get(&desk, &owner, &path(&owner, "drafts")).await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_approval_and_a_withdrawal_one_wins() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let withdraw = path(&owner, &format!("authorizations/{}/withdraw-submission", text(&asked["id"])));
    let case = text(&asked["pending"]["case"]);
    let (yes, back) =
        tokio::join!(approve(&desk, &reviewer, &case, 1), post(&desk, &owner, &withdraw, json!(null)));
    assert_eq!([yes.status, back.status].iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(may(&desk, &owner, PHONE_CALL).await.is_ok(), yes.status == 200);
}
