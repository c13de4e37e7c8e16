//! `explain` for a past moment, by the account's own facts.

use serde_json::{Value, json};
use vermilion_decide::InForce;
use vermilion_model::{Span, Time};
use vermilion_service::calls::{Past, PastFault};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{NAME, PHONE, PHONE_CALL, approve, desk, path, post, submit, text};

fn at(time: Time) -> String {
    jiff::Timestamp::from_millisecond(time.millis()).unwrap().to_string()
}

async fn explained(desk: &TestDesk, by: &Member, then: &str) -> Answer {
    let path = path(by, &format!("explain?call={PHONE_CALL}&at={then}"));
    desk.call("GET", &path, Some(&by.cookie), None).await
}

/// What was found, and the reason where it was refused.
fn found(answer: &Answer) -> (bool, &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    (answer.json["allowed"] == Value::Bool(true), answer.json["reason"].as_str().unwrap_or(""))
}

#[tokio::test]
async fn each_moment_is_explained_by_what_was_in_force_then() {
    let (desk, owner) = desk().await;
    // Others' facts are passed by.
    let other = desk.register_member("other@example.cn").await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let mut moments = vec![desk.desk.now()];
    desk.advance(Span::mins(1));
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    moments.push(desk.desk.now());
    desk.advance(Span::mins(1));
    let suspend = format!("/api/v1/operations/accounts/{}", owner.app_id);
    post(&desk, &operator, &format!("{suspend}/suspend"), json!({ "reason": "abuse" })).await;
    moments.push(desk.desk.now());
    desk.advance(Span::mins(1));
    post(&desk, &operator, &format!("{suspend}/restore"), json!({ "reason": "mended" })).await;
    desk.secret_of(&other).await;
    moments.push(desk.desk.now());
    desk.advance(Span::mins(1));
    let revoke = path(&owner, &format!("authorizations/{}/revoke", text(&asked["id"])));
    assert_eq!(post(&desk, &owner, &revoke, json!({ "name": NAME })).await.status, 200);
    moments.push(desk.desk.now());

    let expected = [
        (false, "capability_missing"),
        (true, ""),
        (false, "account_suspended"),
        (true, ""),
        (false, "capability_missing"),
    ];
    for (moment, expected) in moments.iter().zip(expected) {
        assert_eq!(found(&explained(&desk, &owner, &at(*moment)).await), expected, "{moment:?}");
    }
    let now = path(&owner, &format!("explain?call={PHONE_CALL}"));
    let now = desk.call("GET", &now, Some(&owner.cookie), None).await;
    assert_eq!(found(&now), expected[4]);
}

#[tokio::test]
async fn a_moment_that_nobody_can_explain_is_refused_at_its_field() {
    let (desk, owner) = desk().await;
    let opened = desk.desk.now();
    desk.advance(Span::mins(1));
    for (then, code) in [
        (at(desk.desk.now().plus(Span::secs(1))), "in_future"),
        (at(opened.minus(Span::days(1))), "before_account"),
    ] {
        let answer = explained(&desk, &owner, &then).await;
        assert_eq!((answer.status, answer.faults()), (422, vec![format!("/at {code}")]), "{then}");
        assert!(!answer.json["fields"][0]["next"].as_str().unwrap().is_empty());
    }
    let answer = explained(&desk, &owner, "yesterday").await;
    assert_eq!((answer.status, answer.faults()), (400, vec!["/at format".to_owned()]));

    let stranger = desk.register_member("stranger@example.cn").await;
    let theirs = path(&owner, &format!("explain?call={PHONE_CALL}&at={}", at(opened)));
    assert_eq!(desk.call("GET", &theirs, Some(&stranger.cookie), None).await.status, 404);
    assert_eq!(desk.call("GET", &theirs, None, None).await.status, 401);
}

#[tokio::test]
async fn more_entries_than_may_be_looked_through_are_not_replayed() {
    let (desk, owner) = desk().await;
    let account = desk.desk.in_force.account_by_app_id(&owner.app_id.parse().unwrap()).unwrap().no;
    let by = desk.desk.now();
    let replay = async |most| {
        let in_force = InForce::new(&desk.desk.catalogue, &[]);
        let past = Past { accounts: [account; 2], from: Time::ZERO, by, most, engine: &desk.desk.read };
        let replayed = Box::pin(past.replay(1, &in_force)).await;
        (replayed, in_force.account(account).is_ok())
    };
    assert!(matches!(Box::pin(replay(Some(1))).await, (Err(PastFault::TooLong), false)));
    assert!(matches!(Box::pin(replay(None)).await, (Ok(()), true)));
}
