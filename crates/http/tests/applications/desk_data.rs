//! What operators edit for the desk: coded reasons, and the working-day calendar. And what applicants are
//! told of how long it takes.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::review::tend_cases;
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{PHONE, approve, desk, get, path, post, reject, submit, text};

fn words(detail: &str) -> Value {
    json!({ "detail": detail, "next": "n" })
}

async fn set(desk: &TestDesk, by: &Member, code: &str, version: i64, zh: &str) -> Answer {
    let body = json!({
        "version": version, "family": "rules", "mended_at": "application", "pointer": "/purpose",
        "zh-CN": words(zh), "en": words("Too many"),
    });
    desk.call("PUT", &format!("/api/v1/operations/review/reasons/{code}"), Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn reasons_are_added_changed_and_retired() {
    let (desk, owner) = desk().await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    let made = set(&desk, &operator, "too_often", 0, "索取过于频繁").await;
    assert_eq!((made.status, made.json["version"].as_i64()), (200, Some(1)), "{made:?}");
    assert_eq!(set(&desk, &operator, "too_often", 0, "x").await.code(), "stale");
    let offered = get(&desk, &reviewer, "/api/v1/review/reasons").await;
    assert!(offered["items"].as_array().unwrap().iter().any(|reason| reason["text"] == "索取过于频繁"));
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let why = json!([{ "code": "too_often", "pointer": "/purpose/phone_number" }]);
    assert_eq!(reject(&desk, &reviewer, &text(&asked["pending"]["case"]), why.clone()).await.status, 200);
    let at = path(&owner, &format!("authorizations/{}", text(&asked["id"])));
    assert_eq!(get(&desk, &owner, &at).await["last_outcome"]["reasons"][0]["detail"], "索取过于频繁");
    // Changed, it says so to whom it was given, too.
    assert_eq!(set(&desk, &operator, "too_often", 1, "索取手机号过于频繁").await.json["version"], 2);
    assert_eq!(get(&desk, &owner, &at).await["last_outcome"]["reasons"][0]["detail"], "索取手机号过于频繁");
    let retire = "/api/v1/operations/review/reasons/too_often/retire";
    assert_eq!(post(&desk, &operator, retire, json!({ "version": 1 })).await.code(), "stale");
    let retired = post(&desk, &operator, retire, json!({ "version": 2 })).await;
    assert_eq!((retired.status, retired.json["retired_at"].is_string()), (200, true), "{retired:?}");
    let offered = get(&desk, &reviewer, "/api/v1/review/reasons").await;
    assert!(offered["items"].as_array().unwrap().iter().all(|reason| reason["code"] != "too_often"));
    assert_eq!(get(&desk, &owner, &at).await["last_outcome"]["reasons"][0]["detail"], "索取手机号过于频繁");
    let other = submit(&desk, &owner, &["links"]).await;
    let refused = reject(&desk, &reviewer, &text(&other["pending"]["case"]), why).await;
    assert_eq!(refused.faults(), ["/reasons/0/code unknown"]);
    // Offered again by setting it.
    assert_eq!(set(&desk, &operator, "too_often", 3, "索取过于频繁").await.json["retired_at"], Value::Null);
    let all = get(&desk, &operator, "/api/v1/operations/review/reasons").await;
    assert_eq!(all["items"].as_array().unwrap().last().unwrap()["code"], "too_often");
}

#[tokio::test]
async fn an_edit_of_a_reason_is_refused_where_it_is_faulty_or_not_an_operators() {
    let (desk, owner) = desk().await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    for by in [&owner, &reviewer] {
        assert_eq!(set(&desk, by, "a", 0, "x").await.code(), "forbidden");
    }
    assert_eq!(
        set(&desk, &operator, "A-b", 0, " ").await.faults(),
        ["/code format", "/zh-CN/detail required"]
    );
    // Each family keeps its general reason, bound to nothing.
    assert_eq!(set(&desk, &operator, "rules", 0, "x").await.code(), "general_reason");
    let retire = |code: &str| format!("/api/v1/operations/review/reasons/{code}/retire");
    assert_eq!(
        post(&desk, &operator, &retire("rules"), json!({ "version": 0 })).await.code(),
        "general_reason"
    );
    assert_eq!(
        post(&desk, &operator, &retire("nothing"), json!({ "version": 0 })).await.code(),
        "missing_reason"
    );
    let own = post(&desk, &operator, &retire("receiver_unfit"), json!({ "version": 0 })).await;
    assert_eq!((own.status, own.json["version"].as_i64()), (200, Some(1)));
}

async fn set_year(desk: &TestDesk, by: &Member, version: i64, holidays: &[&str]) -> Answer {
    let body = json!({ "version": version, "holidays": holidays, "make_up": [], "source": "公布的放假安排" });
    desk.call("PUT", "/api/v1/operations/calendar/2027", Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn a_year_is_entered_and_due_times_follow_it_from_then_on() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    // Friday 2027-01-15: three days of plain weeks, and said so.
    let first = submit(&desk, &owner, &[PHONE]).await;
    assert_eq!(
        (first["pending"]["due_at"].as_str(), first["pending"]["due_assumed"].as_bool()),
        (Some("2027-01-20T10:00:00Z"), Some(true))
    );
    let calendar = get(&desk, &operator, "/api/v1/operations/calendar").await;
    assert_eq!((&calendar["missing"], calendar["years"][0]["year"].as_i64()), (&json!([2027]), Some(2026)));
    tend_cases(&desk.desk).await.unwrap();
    tend_cases(&desk.desk).await.unwrap();
    let letters = vermilion_service::outbox::outbox(&desk.desk, 100).await.unwrap();
    let told = letters.iter().filter(|letter| {
        letter.content.to == operator.email && letter.content.subject == "工作日历缺少年度数据"
    });
    assert_eq!(told.count(), 1);
    desk.advance(Span::secs(1));
    let known = set_year(&desk, &operator, 0, &["2027-01-18..2027-01-19"]).await;
    assert_eq!((known.status, &known.json["missing"]), (200, &json!([])), "{known:?}");
    assert_eq!(known.json["years"][1]["version"], 1);
    assert_eq!(set_year(&desk, &operator, 0, &[]).await.code(), "stale");
    desk.advance(Span::secs(1));
    let second = submit(&desk, &owner, &["links"]).await;
    assert_eq!(
        (second["pending"]["due_at"].as_str(), second["pending"]["due_assumed"].as_bool()),
        (Some("2027-01-22T10:00:00Z"), Some(false))
    );
    // What was promised stays, and goes on saying what it rests on.
    let kept = get(&desk, &owner, &path(&owner, &format!("authorizations/{}", text(&first["id"])))).await;
    assert_eq!(
        (&kept["pending"]["due_at"], kept["pending"]["due_assumed"].as_bool()),
        (&first["pending"]["due_at"], Some(true))
    );
    let auditor = desk.auditor().await;
    let log = get(&desk, &auditor, "/api/v1/audit/entries?limit=100").await.to_string();
    assert!(log.contains("calendar_year_set"));
}

#[tokio::test]
async fn a_faulty_year_is_said_day_by_day() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    assert_eq!(set_year(&desk, &owner, 0, &[]).await.code(), "forbidden");
    let body =
        json!({ "version": 0, "holidays": ["2027-01-01", "x"], "make_up": ["2027-01-04"], "source": "" });
    let year = |year: &str| format!("/api/v1/operations/calendar/{year}");
    let faulty = desk.call("PUT", &year("2027"), Some(&operator.cookie), Some(body.clone())).await;
    assert_eq!(faulty.faults(), ["/source required", "/holidays/1 not_a_day", "/make_up/0 not_make_up"]);
    assert_eq!(
        desk.call("PUT", &year("next"), Some(&operator.cookie), Some(body.clone())).await.faults(),
        ["/year format"]
    );
    for wrong in ["1999", &i64::MAX.to_string(), &i64::MIN.to_string()] {
        let faulty = desk.call("PUT", &year(wrong), Some(&operator.cookie), Some(body.clone())).await;
        assert_eq!(faulty.faults(), ["/year out_of_range", "/source required"], "{wrong}");
    }
}

#[tokio::test]
async fn the_applicant_reads_place_and_forecast() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let own = |asked: &Value| path(&owner, &format!("cases/{}", text(&asked["pending"]["case"])));
    let first = submit(&desk, &owner, &[PHONE]).await;
    let waiting = get(&desk, &owner, &own(&first)).await["waiting"].clone();
    assert_eq!(waiting, json!({ "position": 1, "median_days": null, "expected_at": null }));
    // Five decisions, each on the next working day.
    for _ in 0..5 {
        let asked = submit(&desk, &owner, &["links"]).await;
        let case = text(&asked["pending"]["case"]);
        desk.advance(Span::hours(1));
        approve(&desk, &reviewer, &case, 1).await;
        let name = json!({ "name": crate::kit::NAME });
        post(&desk, &owner, &path(&owner, &format!("authorizations/{}/revoke", text(&asked["id"]))), name)
            .await;
    }
    let later = submit(&desk, &owner, &["customer_message"]).await;
    let waiting = get(&desk, &owner, &own(&later)).await["waiting"].clone();
    assert_eq!(
        (waiting["position"].as_i64(), waiting["median_days"].as_i64()),
        (Some(2), Some(0)),
        "{waiting}"
    );
    let operator = desk.operator().await;
    let rates = get(&desk, &operator, "/api/v1/operations/review/rates?days=1").await;
    assert_eq!(rates["medians"][0], json!({ "review": "one_person", "median_days": 0 }));
    // Friday 21:00 in China is past that day's end: the next working day's.
    assert_eq!(waiting["expected_at"], "2027-01-18T10:00:00Z");
    let case = text(&first["pending"]["case"]);
    approve(&desk, &reviewer, &case, 1).await;
    assert!(get(&desk, &owner, &own(&first)).await.get("waiting").is_none());
    assert_eq!(get(&desk, &owner, &own(&later)).await["waiting"]["position"], 1);
}
