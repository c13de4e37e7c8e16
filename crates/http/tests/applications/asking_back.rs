//! A reviewer asks, the applicant answers, and the clock stands in between.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::Settings;
use vermilion_service::review::tend_cases;
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{NAME, PHONE, another_reviewer, approve, get, path, post, submit, text};

/// Where sessions outlive the weeks that pass here.
async fn desk() -> (TestDesk, Member) {
    let long = Span::days(100);
    let desk =
        TestDesk::with(Settings { console_idle: long, console_life: long, ..Settings::default() }).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    (desk, owner)
}

async fn ask(desk: &TestDesk, by: &Member, case: &str, version: i64) -> Answer {
    let body = json!({ "version": version, "pointer": "/evidence/phone_number", "text": "截图是哪一页？" });
    post(desk, by, &format!("/api/v1/review/cases/{case}/ask"), body).await
}

async fn answer(desk: &TestDesk, by: &Member, case: &str) -> Answer {
    post(desk, by, &path(by, &format!("cases/{case}/answer")), json!({ "text": "登录页，右上角" })).await
}

async fn mails(desk: &TestDesk, to: &str) -> Vec<String> {
    let letters = vermilion_service::outbox::outbox(&desk.desk, 100).await.unwrap();
    letters
        .into_iter()
        .filter(|letter| letter.content.to == to)
        .map(|letter| letter.content.subject)
        .collect()
}

async fn waiting() -> (TestDesk, Member, Member, Value) {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    (desk, owner, reviewer, asked)
}

#[tokio::test]
async fn a_question_makes_it_the_applicants_turn_and_stops_the_clock() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let case = text(&asked["pending"]["case"]);
    let waits = ask(&desk, &reviewer, &case, 1).await;
    assert_eq!((waits.status, waits.json["turn"].as_str()), (200, Some("applicant")), "{waits:?}");
    assert_eq!(waits.json["lapses_at"], "2027-02-14T08:00:00Z");
    assert_eq!(waits.json["thread"][0]["by"]["id"], reviewer.id);
    // Nothing is decided meanwhile, and nothing is asked twice.
    let version = waits.json["version"].as_i64().unwrap();
    assert_eq!(approve(&desk, &reviewer, &case, version).await.code(), "waits_for_applicant");
    assert_eq!(ask(&desk, &reviewer, &case, version).await.code(), "waits_for_applicant");
    let take = format!("/api/v1/review/cases/{case}/take");
    assert_eq!(post(&desk, &reviewer, &take, json!(null)).await.code(), "waits_for_applicant");
    // The applicant reads it, and not who asked.
    let own = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    assert_eq!(
        (own["turn"].as_str(), own["thread"][0]["by"].as_str()),
        (Some("applicant"), Some("reviewer"))
    );
    assert_eq!(own["thread"][0]["text"], "截图是哪一页？");
    assert!(!own.to_string().contains(&reviewer.email) && !own.to_string().contains(&reviewer.id));
    let authorization =
        get(&desk, &owner, &path(&owner, &format!("authorizations/{}", text(&asked["id"])))).await;
    assert_eq!(authorization["pending"]["turn"], "applicant");
    assert!(mails(&desk, &owner.email).await.contains(&"审核员对您的申请有疑问".to_owned()));
    // Days later nothing is overdue.
    desk.advance(Span::days(20));
    tend_cases(&desk.desk).await.unwrap();
    let seen = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    assert_eq!((seen["overdue"].as_bool(), seen["escalated_at"].is_null()), (Some(false), true));
    for (turn, there) in [("applicant", 1), ("reviewer", 0)] {
        let queue = get(&desk, &reviewer, &format!("/api/v1/review/cases?turn={turn}")).await;
        assert_eq!(queue["items"].as_array().unwrap().len(), there, "{turn}");
    }
}

#[tokio::test]
async fn an_answer_gives_the_reviewers_the_days_that_were_left() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let case = text(&asked["pending"]["case"]);
    assert_eq!(answer(&desk, &owner, &case).await.code(), "nothing_asked");
    // Submitted on a Friday, due on Wednesday; asked at once, so three working days are left.
    assert_eq!(asked["pending"]["due_at"], "2027-01-20T10:00:00Z");
    ask(&desk, &reviewer, &case, 1).await;
    // Answered on the Monday two weeks later: due on Thursday.
    desk.advance(Span::days(17));
    let answered = answer(&desk, &owner, &case).await;
    assert_eq!((answered.status, answered.json["turn"].as_str()), (200, Some("reviewer")), "{answered:?}");
    assert_eq!(answered.json["due_at"], "2027-02-04T10:00:00Z");
    assert_eq!(answered.json["thread"][1]["by"], "applicant");
    assert_eq!(answer(&desk, &owner, &case).await.code(), "nothing_asked");
    assert!(mails(&desk, &reviewer.email).await.contains(&"申请人已答复".to_owned()));
    assert_eq!(approve(&desk, &reviewer, &case, 3).await.json["state"], "approved");
    let closed = answer(&desk, &owner, &case).await;
    assert_eq!((closed.status, closed.code()), (409, "case_closed"));
}

#[tokio::test]
async fn what_was_asked_can_be_withdrawn() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let case = text(&asked["pending"]["case"]);
    ask(&desk, &reviewer, &case, 1).await;
    let withdraw = path(&owner, &format!("cases/{case}/withdraw"));
    let back = post(&desk, &owner, &withdraw, json!(null)).await;
    assert_eq!((back.status, back.json["state"].as_str()), (200, Some("withdrawn")), "{back:?}");
    assert!(back.json["turn"].is_null() && back.json["lapses_at"].is_null());
    assert_eq!(post(&desk, &owner, &withdraw, json!(null)).await.code(), "case_closed");
    desk.advance(Span::days(40));
    tend_cases(&desk.desk).await.unwrap();
    let own = get(&desk, &owner, &path(&owner, "cases")).await;
    assert_eq!(own["items"][0]["state"], "withdrawn");
}

#[tokio::test]
async fn what_one_of_two_agreed_to_can_be_withdrawn() {
    let (desk, owner) = desk().await;
    let one = desk.reviewer().await;
    let asked = submit(&desk, &owner, &["payment"]).await;
    let case = text(&asked["pending"]["case"]);
    approve(&desk, &one, &case, 1).await;
    let back = post(&desk, &owner, &path(&owner, &format!("cases/{case}/withdraw")), json!(null)).await;
    assert_eq!((back.status, back.json["state"].as_str()), (200, Some("withdrawn")));
}

#[tokio::test]
async fn what_is_left_for_thirty_days_lapses_and_stays_as_a_draft() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let case = text(&asked["pending"]["case"]);
    ask(&desk, &reviewer, &case, 1).await;
    desk.advance(Span::secs(30 * 86_400 - 1));
    tend_cases(&desk.desk).await.unwrap();
    assert_eq!(get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await["state"], "open");
    desk.advance(Span::secs(1));
    tend_cases(&desk.desk).await.unwrap();
    // Once, however often somebody looks.
    tend_cases(&desk.desk).await.unwrap();
    assert_eq!(get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await["state"], "lapsed");
    let authorization =
        get(&desk, &owner, &path(&owner, &format!("authorizations/{}", text(&asked["id"])))).await;
    assert_eq!((authorization["state"].as_str(), authorization["pending"].is_null()), (Some("lapsed"), true));
    let drafts = get(&desk, &owner, &path(&owner, "drafts")).await;
    assert_eq!(drafts["items"].as_array().unwrap().len(), 1);
    assert_eq!(drafts["items"][0]["authorization"], asked["id"]);
    assert_eq!(drafts["items"][0]["form"]["purpose"][PHONE], "会员登录时核对手机号");
    assert_eq!(mails(&desk, &owner.email).await.iter().filter(|s| *s == "您的申请已失效").count(), 1);
    assert_eq!(approve(&desk, &reviewer, &case, 3).await.code(), "case_closed");
}

#[tokio::test]
async fn what_is_late_is_told_to_operators_once_and_never_approved() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let operator = desk.operator().await;
    let case = text(&asked["pending"]["case"]);
    desk.advance(Span::days(6));
    tend_cases(&desk.desk).await.unwrap();
    tend_cases(&desk.desk).await.unwrap();
    let queue = get(&desk, &reviewer, "/api/v1/review/cases?turn=reviewer").await;
    assert_eq!(
        (queue["items"][0]["overdue"].as_bool(), queue["items"][0]["state"].as_str()),
        (Some(true), Some("open"))
    );
    assert_eq!(queue["items"][0]["escalated_at"], "2027-01-21T08:00:00Z");
    assert_eq!(mails(&desk, &operator.email).await.iter().filter(|s| *s == "有审核单已超过时限").count(), 1);
    assert_eq!(get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await["overdue"], true);
    assert_eq!(approve(&desk, &reviewer, &case, 1).await.json["state"], "approved");
}

#[tokio::test]
async fn faulty_questions_and_answers_are_said_at_their_fields() {
    let (desk, owner, reviewer, asked) = waiting().await;
    let case = text(&asked["pending"]["case"]);
    let at = format!("/api/v1/review/cases/{case}/ask");
    let both = post(&desk, &reviewer, &at, json!({ "version": 1, "pointer": "字", "text": " " })).await;
    assert_eq!(
        (both.status, both.faults()),
        (422, vec!["/pointer format".to_owned(), "/text required".to_owned()])
    );
    let stale = ask(&desk, &reviewer, &case, 7).await;
    assert_eq!((stale.status, stale.code()), (409, "stale"));
    ask(&desk, &reviewer, &case, 1).await;
    let answer = path(&owner, &format!("cases/{case}/answer"));
    let long = post(&desk, &owner, &answer, json!({ "text": "字".repeat(2_001) })).await;
    assert_eq!((long.status, long.faults()), (422, vec!["/text too_long".to_owned()]));
    assert_eq!(post(&desk, &owner, &answer, json!({ "words": "x" })).await.status, 400);
}

#[tokio::test]
async fn messages_are_written_in_the_readers_language_and_reach_every_reviewer() {
    let (desk, owner) = desk().await;
    let choose = |by: Member, language: &'static str| {
        let body = json!({ "language": language });
        let desk = &desk;
        async move { desk.call("PUT", "/api/v1/me/language", Some(&by.cookie), Some(body)).await }
    };
    assert_eq!(get(&desk, &owner, "/api/v1/me/language").await, json!({ "language": "zh-CN" }));
    assert_eq!(choose(owner.clone(), "en-GB").await.status, 204);
    assert_eq!(get(&desk, &owner, "/api/v1/me/language").await, json!({ "language": "en" }));
    assert_eq!(choose(owner.clone(), "eo").await.faults(), ["/language unknown"]);
    let mut reviewers = Vec::new();
    for n in 0..23 {
        reviewers.push(
            desk.invited(vermilion_model::PlatformRole::Reviewer, &format!("r{n}@platform.example")).await,
        );
    }
    let asked = submit(&desk, &owner, &[PHONE]).await;
    for reviewer in &reviewers {
        assert!(
            mails(&desk, &reviewer.email).await.contains(&"有新的审核单等待处理".to_owned()),
            "{}",
            reviewer.email
        );
    }
    ask(&desk, &reviewers[0], &text(&asked["pending"]["case"]), 1).await;
    assert!(
        mails(&desk, &owner.email)
            .await
            .contains(&"A reviewer has a question about your application".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_question_and_an_approval_one_wins() {
    let (desk, _, one, asked) = waiting().await;
    let two = another_reviewer(&desk).await;
    let case = text(&asked["pending"]["case"]);
    let (asks, yes) = tokio::join!(ask(&desk, &one, &case, 1), approve(&desk, &two, &case, 1));
    assert_eq!(
        [asks.status, yes.status].iter().filter(|status| **status == 200).count(),
        1,
        "{asks:?} {yes:?}"
    );
}
