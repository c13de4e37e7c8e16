//! A rejection is appealed once, and decided by others than those who rejected.

use serde_json::{Value, json};
use vermilion_model::{PlatformRole, Role, Span};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{
    PHONE, PHONE_CALL, another_reviewer, approve, begin, desk, form, get, may, path, post, reject, submit,
    submit_version, text,
};

async fn appeal(desk: &TestDesk, by: &Member, case: &str) -> Answer {
    post(desk, by, &path(by, &format!("cases/{case}/appeal")), json!({ "text": "截图中确有该按钮" })).await
}

/// Somebody rejected, and when a second went by it was appealed; the authorization, the two cases.
async fn appealed(desk: &TestDesk, owner: &Member, by: &Member) -> (Value, String, String) {
    let asked = submit(desk, owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    let why = json!([{ "code": "evidence_unrelated", "pointer": "/evidence/phone_number" }]);
    assert_eq!(reject(desk, by, &case, why).await.status, 200);
    desk.advance(Span::secs(1));
    let opened = appeal(desk, owner, &case).await;
    assert_eq!((opened.status, opened.json["appeal_of"].as_str()), (201, Some(case.as_str())), "{opened:?}");
    let id = text(&opened.json["id"]);
    (asked, case, id)
}

#[tokio::test]
async fn an_appeal_is_decided_by_another_and_can_overturn() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let (asked, case, appeal_case) = appealed(&desk, &owner, &one).await;
    let authorization = path(&owner, &format!("authorizations/{}", text(&asked["id"])));
    let waiting = get(&desk, &owner, &authorization).await;
    assert_eq!(
        (waiting["state"].as_str(), &waiting["pending"]["case"]),
        (Some("pending"), &json!(appeal_case))
    );
    for step in ["approve", "take"] {
        let answer = match step {
            "take" => {
                post(&desk, &one, &format!("/api/v1/review/cases/{appeal_case}/take"), json!(null)).await
            }
            _ => approve(&desk, &one, &appeal_case, 1).await,
        };
        assert_eq!((answer.status, answer.code()), (409, "decided_before"), "{step}");
    }
    post(&desk, &two, &format!("/api/v1/review/cases/{appeal_case}/take"), json!(null)).await;
    let handed =
        post(&desk, &two, &format!("/api/v1/review/cases/{appeal_case}/hand-over"), json!({ "to": one.id }))
            .await;
    assert_eq!(handed.faults(), ["/to not_impartial"]);
    let seen = get(&desk, &two, &format!("/api/v1/review/cases/{appeal_case}")).await;
    assert_eq!(
        (seen["thread"][0]["kind"].as_str(), seen["thread"][0]["text"].as_str()),
        (Some("grounds"), Some("截图中确有该按钮"))
    );
    assert_eq!(seen["history"][0]["id"], case);
    // Judged anew: nothing is kept from the rejection.
    assert!(seen["checklist"].as_array().unwrap().iter().all(|item| item["verdict"].is_null()));
    assert!(may(&desk, &owner, PHONE_CALL).await.is_err());
    assert_eq!(approve(&desk, &two, &appeal_case, 1).await.json["state"], "approved");
    assert_eq!(may(&desk, &owner, PHONE_CALL).await, Ok(()));
    assert_eq!(get(&desk, &owner, &authorization).await["state"], "effective");
    let own = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    assert_eq!(
        (own["appealed_by"].as_str(), own["may_appeal"].as_bool()),
        (Some(appeal_case.as_str()), Some(false))
    );
}

#[tokio::test]
async fn an_upheld_rejection_is_final() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let (asked, case, appeal_case) = appealed(&desk, &owner, &one).await;
    let why = json!([{ "code": "rules", "pointer": "/purpose/phone_number" }]);
    assert_eq!(reject(&desk, &two, &appeal_case, why).await.json["state"], "rejected");
    for id in [&case, &appeal_case] {
        let again = appeal(&desk, &owner, id).await;
        assert_eq!((again.status, again.code()), (409, "already_appealed"));
    }
    let authorization =
        get(&desk, &owner, &path(&owner, &format!("authorizations/{}", text(&asked["id"])))).await;
    assert_eq!(
        (authorization["state"].as_str(), &authorization["last_outcome"]["reasons"][0]["code"]),
        (Some("rejected"), &json!("rules"))
    );
    // Mending stays possible.
    let draft = begin(&desk, &owner, json!({ "authorization": asked["id"], "form": form(&[PHONE]) })).await;
    assert_eq!(submit_version(&desk, &owner, &draft, "\"1\"").await.status, 201);
}

#[tokio::test]
async fn an_appeal_that_is_taken_back_leaves_the_rejection() {
    let (desk, owner) = desk().await;
    let one = desk.reviewer().await;
    let (asked, case, appeal_case) = appealed(&desk, &owner, &one).await;
    let back =
        post(&desk, &owner, &path(&owner, &format!("cases/{appeal_case}/withdraw")), json!(null)).await;
    assert_eq!(back.json["state"], "withdrawn");
    let authorization =
        get(&desk, &owner, &path(&owner, &format!("authorizations/{}", text(&asked["id"])))).await;
    assert_eq!(
        (authorization["state"].as_str(), &authorization["last_outcome"]["reasons"][0]["code"]),
        (Some("rejected"), &json!("evidence_unrelated"))
    );
    assert_eq!(appeal(&desk, &owner, &case).await.code(), "already_appealed");
}

#[tokio::test]
async fn only_the_newest_rejection_is_appealed() {
    let (desk, owner) = desk().await;
    let one = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    assert_eq!(appeal(&desk, &owner, &case).await.code(), "not_rejected");
    reject(&desk, &one, &case, json!([{ "code": "rules" }])).await;
    let own = path(&owner, &format!("cases/{case}"));
    assert_eq!(get(&desk, &owner, &own).await["may_appeal"], true);
    let draft = begin(&desk, &owner, json!({ "authorization": asked["id"], "form": form(&[PHONE]) })).await;
    submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!(get(&desk, &owner, &own).await["may_appeal"], false);
    let late = appeal(&desk, &owner, &case).await;
    assert_eq!((late.status, late.code()), (409, "superseded"));
    let blank = post(&desk, &owner, &format!("{own}/appeal"), json!({ "text": "" })).await;
    assert_eq!((blank.status, blank.faults()), (422, vec!["/text required".to_owned()]));
}

#[tokio::test]
async fn of_two_persons_neither_decides_the_appeal_nor_does_who_has_a_part() {
    let (desk, owner) = desk().await;
    let (one, two) = (desk.reviewer().await, another_reviewer(&desk).await);
    let three = desk.invited(PlatformRole::Reviewer, "third@platform.example").await;
    let partial = desk.invited(PlatformRole::Reviewer, "partial@platform.example").await;
    desk.join(&owner.app_id, &partial, Role::Analyst).await;
    let case = text(&submit(&desk, &owner, &["payment"]).await["pending"]["case"]);
    approve(&desk, &one, &case, 1).await;
    // The second of two rejects.
    let body = json!({ "version": 2, "reasons": [{ "code": "rules" }], "checks": crate::kit::checks(&desk, &two, &case, &[]).await });
    let no = post(&desk, &two, &format!("/api/v1/review/cases/{case}/reject"), body).await;
    assert_eq!((no.status, no.json["state"].as_str()), (200, Some("rejected")), "{no:?}");
    desk.advance(Span::secs(1));
    let appeal_case = text(&appeal(&desk, &owner, &case).await.json["id"]);
    for (who, code) in [(&one, "decided_before"), (&two, "decided_before"), (&partial, "own_application")] {
        assert_eq!(approve(&desk, who, &appeal_case, 1).await.code(), code);
    }
    assert_eq!(approve(&desk, &three, &appeal_case, 1).await.json["first_by"]["id"], three.id);
    assert_eq!(approve(&desk, &three, &appeal_case, 2).await.code(), "second_reviewer_needed");
    // Of two agreements to an appeal both are by others.
    for who in [&one, &two] {
        assert_eq!(approve(&desk, who, &appeal_case, 2).await.code(), "decided_before");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_appeals_one_wins() {
    let (desk, owner) = desk().await;
    let one = desk.reviewer().await;
    let case = text(&submit(&desk, &owner, &[PHONE]).await["pending"]["case"]);
    reject(&desk, &one, &case, json!([{ "code": "rules" }])).await;
    let (a, b) = tokio::join!(appeal(&desk, &owner, &case), appeal(&desk, &owner, &case));
    let mut answers = [(a.status, a.code().to_owned()), (b.status, b.code().to_owned())];
    answers.sort();
    assert_eq!(answers, [(201, String::new()), (409, "already_appealed".to_owned())]);
}

#[tokio::test]
async fn operators_see_how_often_rejections_are_overturned() {
    let (desk, owner) = desk().await;
    let (one, two, operator) = (desk.reviewer().await, another_reviewer(&desk).await, desk.operator().await);
    let (_, _, appeal_case) = appealed(&desk, &owner, &one).await;
    approve(&desk, &two, &appeal_case, 1).await;
    let high = text(&submit(&desk, &owner, &["payment"]).await["pending"]["case"]);
    approve(&desk, &one, &high, 1).await;
    approve(&desk, &two, &high, 2).await;
    let rates = get(&desk, &operator, "/api/v1/operations/review/rates").await;
    let of = |id: &str| {
        rates["reviewers"].as_array().unwrap().iter().find(|r| r["reviewer"]["id"] == id).cloned().unwrap()
    };
    let (one_s, two_s) = (of(&one.id), of(&two.id));
    assert_eq!(
        (one_s["rejected"].as_i64(), one_s["seconded"].as_i64(), one_s["overturned"].as_i64()),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!((one_s["overturn_rate"].as_f64(), one_s["agreement_rate"].as_f64()), (Some(1.0), Some(1.0)));
    assert_eq!((two_s["approved"].as_i64(), two_s["overturn_rate"].is_null()), (Some(2), true));
    let reason = json!({ "code": "evidence_unrelated", "given": 1, "overturned": 1, "upheld": 0, "overturn_rate": 1.0 });
    assert_eq!(rates["reasons"], json!([reason]));
    // Fewer than five of either kind.
    let none = |review: &str| json!({ "review": review, "median_days": null });
    assert_eq!(rates["medians"], json!([none("one_person"), none("two_persons")]));
    for (by, status) in [(&one, 403), (&owner, 403)] {
        assert_eq!(
            desk.call("GET", "/api/v1/operations/review/rates", Some(&by.cookie), None).await.status,
            status
        );
    }
    let bad = desk.call("GET", "/api/v1/operations/review/rates?days=0", Some(&operator.cookie), None).await;
    assert_eq!((bad.status, bad.faults()), (400, vec!["/days format".to_owned()]));
}
