//! Where reviewers admit each new account: it waits, is refused with reasons, is mended, and acts once it is admitted.

use serde_json::{Value, json};
use vermilion_decide::Reason;
use vermilion_model::Span;
use vermilion_service::Settings;
use vermilion_service::admission::Admission;
use vermilion_testkit::{Answer, Member, PASSWORD, TestDesk};

use crate::kit::{PHONE_CALL, approve, get, may, path, post, reject, text};

async fn desk() -> TestDesk {
    TestDesk::with(Settings { admission: Admission::Case, ..Settings::default() }).await
}

async fn register(desk: &TestDesk, statement: &str) -> Answer {
    let form = json!({"account_type": "mini_program", "account_name": "青禾点餐", "email": "owner@shop.example",
        "email_code": desk.verify("owner@shop.example").await, "password": PASSWORD, "agreement": 1,
        "statement": statement});
    desk.call("POST", "/api/v1/registrations", None, Some(form)).await
}

/// Somebody whose account waits, and its case.
async fn waiting(desk: &TestDesk) -> (Member, String) {
    let answer = register(desk, "校园食堂的点餐小程序，师生用它预订午餐。").await;
    assert_eq!((answer.status, &answer.json["account"]["standing"]), (201, &json!("pending")), "{answer:?}");
    let owner = Member {
        cookie: answer.cookie().unwrap(),
        id: text(&answer.json["member"]["id"]),
        email: "owner@shop.example".to_owned(),
        app_id: text(&answer.json["account"]["app_id"]),
    };
    let cases = get(desk, &owner, &path(&owner, "cases")).await;
    assert_eq!(
        (&cases["items"][0]["kind"], &cases["items"][0]["state"]),
        (&json!("registration"), &json!("open"))
    );
    (owner, text(&cases["items"][0]["id"]))
}

async fn standing(desk: &TestDesk, owner: &Member) -> Value {
    get(desk, owner, path(owner, "").trim_end_matches('/')).await["standing"].clone()
}

#[tokio::test]
async fn a_new_account_waits_is_refused_mended_and_admitted() {
    let desk = desk().await;
    let faulty = register(&desk, " ").await;
    assert_eq!(faulty.faults(), ["/statement required"]);
    // No more than a code a minute.
    desk.advance(Span::secs(61));
    let (owner, case) = waiting(&desk).await;
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::AccountPending { .. })));
    let explained = get(&desk, &owner, &path(&owner, &format!("explain?call={PHONE_CALL}"))).await;
    assert_eq!((&explained["allowed"], &explained["reason"]), (&json!(false), &json!("account_pending")));
    // It can say nothing else of itself while reviewers look.
    let changed =
        post(&desk, &owner, &path(&owner, "register/changes"), json!({"field": "name", "value": "青禾"}))
            .await;
    assert_eq!(changed.code(), "account_stopped");

    let reviewer = desk.reviewer().await;
    let detail = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    let lines: Vec<_> =
        detail["lines"].as_array().unwrap().iter().map(|line| line["pointer"].clone()).collect();
    assert_eq!(lines, ["/account_name", "/account_type", "/statement"]);
    assert_eq!(detail["lines"][2]["asked"]["text"], "校园食堂的点餐小程序，师生用它预订午餐。");
    let reasons = json!([{"code": "incomplete", "pointer": "/account_name", "text": "请写明是哪所学校。"}]);
    assert_eq!(reject(&desk, &reviewer, &case, reasons).await.status, 200);
    assert_eq!(standing(&desk, &owner).await, "pending");
    let own = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    assert_eq!(
        (&own["state"], &own["reasons"][0]["text"]),
        (&json!("rejected"), &json!("请写明是哪所学校。"))
    );

    desk.advance(Span::secs(1));
    // What was said is mended at once, since reviewers look at the whole again.
    let changed = post(
        &desk,
        &owner,
        &path(&owner, "register/changes"),
        json!({"field": "name", "value": "青禾大学食堂"}),
    )
    .await;
    assert_eq!(
        (changed.status, &changed.json["fields"][0]["value"]),
        (200, &json!("青禾大学食堂")),
        "{changed:?}"
    );
    let asked = get(&desk, &owner, &path(&owner, "registration")).await;
    assert_eq!(asked["statement"], "校园食堂的点餐小程序，师生用它预订午餐。", "nothing typed is lost");
    let again = |statement: &str| {
        let body = json!({ "statement": statement });
        let (desk, owner) = (&desk, &owner);
        async move { post(desk, owner, &path(owner, "registration"), body).await }
    };
    assert_eq!(again("").await.faults(), ["/statement required"]);
    assert_eq!(again("青禾大学食堂的点餐小程序。").await.status, 204);
    assert_eq!(again("青禾大学食堂的点餐小程序。").await.code(), "already_pending");
    let newest = text(&get(&desk, &owner, &path(&owner, "cases")).await["items"][0]["id"]);
    assert_ne!(newest, case);
    let approved = approve(&desk, &reviewer, &newest, 1).await;
    assert_eq!((approved.status, &approved.json["lines"][0]["asked"]["text"]), (200, &json!("青禾大学食堂")));
    assert_eq!(standing(&desk, &owner).await, "good");
    assert_eq!(again("再来一次").await.code(), "already_admitted");
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::CapabilityMissing { .. })));

    // What memory was told is what a start reads.
    let restarted = desk.restarted().await;
    assert_eq!(standing(&restarted, &restarted.signed_in_again(&owner).await).await, "good");
}

#[tokio::test]
async fn it_waits_after_a_restart_and_its_owner_speaks_with_reviewers() {
    let desk = desk().await;
    let (owner, case) = waiting(&desk).await;
    let desk = desk.restarted().await;
    let owner = desk.signed_in_again(&owner).await;
    assert!(matches!(may(&desk, &owner, PHONE_CALL).await, Err(Reason::AccountPending { .. })));
    let reviewer = desk.reviewer().await;
    let ask = json!({"version": 1, "pointer": "", "text": "是哪所学校？"});
    assert_eq!(post(&desk, &reviewer, &format!("/api/v1/review/cases/{case}/ask"), ask).await.status, 200);
    let answer = path(&owner, &format!("cases/{case}/answer"));
    assert_eq!(post(&desk, &owner, &answer, json!({"text": "青禾大学。"})).await.status, 200);
    let stranger = post(&desk, &reviewer, &path(&owner, "registration"), json!({"statement": "x"})).await;
    assert_eq!(stranger.code(), "missing_account");
    let operator = desk.operator().await;
    let listed = get(&desk, &operator, "/api/v1/operations/accounts?standing=pending").await;
    assert_eq!(listed["items"][0]["app_id"], owner.app_id);
}

#[tokio::test]
async fn each_further_account_is_a_case_too() {
    let desk = desk().await;
    let (owner, _) = waiting(&desk).await;
    let form = json!({"account_type": "service_account", "account_name": "青禾服务"});
    let faulty = post(&desk, &owner, "/api/v1/accounts", form.clone()).await;
    assert_eq!(faulty.faults(), ["/statement required"]);
    let mut sound = form;
    sound["statement"] = json!("给食堂的通知用。");
    let opened = post(&desk, &owner, "/api/v1/accounts", sound).await;
    assert_eq!((opened.status, &opened.json["standing"]), (201, &json!("pending")), "{opened:?}");
    let open = TestDesk::new().await;
    let ann = open.register_member("ann@example.cn").await;
    assert_eq!(standing(&open, &ann).await, "good");
    assert_eq!(get(&open, &ann, &path(&ann, "registration")).await, json!({"case": null, "statement": null}));
    let again = post(&open, &ann, &path(&ann, "registration"), json!({"statement": "x"})).await;
    assert_eq!(again.code(), "already_admitted");
}
