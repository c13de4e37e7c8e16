//! Files on what is said about a case: handed in by either side, sent with words, seen by the other.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::Settings;
use vermilion_service::evidence::{FilesSettings, tend_evidence};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::evidence::{blobs, png, scanner};
use crate::kit::{NAME, PHONE, another_reviewer, get, path, post, reject, submit, text};

const PDF: &[u8] = b"%PDF-1.7 a document";

fn theirs(case: &str, rest: &str) -> String {
    format!("/api/v1/review/cases/{case}/{rest}")
}

fn own(by: &Member, case: &str, rest: &str) -> String {
    path(by, &format!("cases/{case}/{rest}"))
}

async fn hand_in(desk: &TestDesk, by: &Member, at: &str, content: &[u8]) -> Answer {
    let path = format!("{at}?name=%E6%88%AA%E5%9B%BE");
    desk.request("POST", &path).header("cookie", &by.cookie).bytes(content).send().await
}

async fn handed(desk: &TestDesk, by: &Member, at: &str, content: &[u8]) -> String {
    let answer = hand_in(desk, by, at, content).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    text(&answer.json["id"])
}

async fn seen(desk: &TestDesk, by: &Member, path: &str) -> (u16, String) {
    let answer = desk.call("GET", path, Some(&by.cookie), None).await;
    (answer.status, if answer.status == 200 { String::new() } else { answer.code().to_owned() })
}

fn words(files: &[&str]) -> Value {
    json!({ "text": "见附件", "files": files })
}

/// Somebody whose application waits, and a reviewer.
async fn waiting_with(files: FilesSettings) -> (TestDesk, Member, Member, String) {
    let long = Span::days(400);
    let settings = Settings { files, console_idle: long, console_life: long, ..Settings::default() };
    let desk = TestDesk::with(settings).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let case = text(&asked["pending"]["case"]);
    (desk, owner, reviewer, case)
}

async fn waiting() -> (TestDesk, Member, Member, String) {
    waiting_with(FilesSettings::default()).await
}

#[tokio::test]
async fn a_question_and_its_answer_carry_files_that_both_sides_see() {
    let (desk, owner, reviewer, case) = waiting().await;
    let drawn = handed(&desk, &reviewer, &theirs(&case, "files"), &png()).await;
    let unsent = own(&owner, &case, &format!("files/{drawn}/content"));
    assert_eq!(seen(&desk, &owner, &unsent).await, (404, "missing_evidence".to_owned()), "not sent yet");
    let ask = json!({ "version": 1, "pointer": "", "text": "是这一页吗？", "files": [drawn] });
    let asked = post(&desk, &reviewer, &theirs(&case, "ask"), ask).await;
    assert_eq!(asked.status, 200, "{asked:?}");
    let file = &asked.json["thread"][0]["files"][0];
    assert_eq!(
        (&file["id"], &file["name"], &file["state"]),
        (&json!(drawn), &json!("截图"), &json!("clean"))
    );
    assert_eq!(seen(&desk, &owner, &unsent).await.0, 200);

    let paper = handed(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    let answered = post(&desk, &owner, &own(&owner, &case, "answer"), words(&[&paper])).await;
    assert_eq!(answered.status, 200, "{answered:?}");
    // The clock stands, so that either may come first.
    let said = answered.json["thread"].as_array().unwrap();
    let answer = said.iter().find(|one| one["kind"] == "answer").unwrap();
    assert_eq!(answer["files"][0]["media_type"], "application/pdf", "{said:?}");
    let at_the_desk = theirs(&case, &format!("files/{paper}/content"));
    let shown = desk.call("GET", &at_the_desk, Some(&reviewer.cookie), None).await;
    assert_eq!((shown.status, shown.bytes.as_slice()), (200, PDF));
    assert_eq!(seen(&desk, &another_reviewer(&desk).await, &at_the_desk).await.0, 200);

    let auditor = desk.auditor().await;
    let entries = get(&desk, &auditor, "/api/v1/audit/entries?limit=30").await;
    let entries = entries["items"].as_array().unwrap();
    let of = |kind: &str| entries.iter().filter(|entry| entry["kind"] == kind).collect::<Vec<_>>();
    assert_eq!(of("evidence_viewed").len(), 3, "every look is in the log, on its case");
    assert!(of("evidence_viewed").iter().all(|entry| entry["subjects"].to_string().contains(&case)));
    assert!(of("case_answered")[0]["subjects"].to_string().contains(&paper), "the fact names the file");
}

#[tokio::test]
async fn a_case_s_file_is_for_its_thread_alone() {
    let (desk, owner, reviewer, case) = waiting().await;
    let file = handed(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    let listed = get(&desk, &owner, &path(&owner, "evidence")).await;
    assert_eq!(listed["items"], json!([]), "it is no evidence of an application");
    let (status, code) = seen(&desk, &owner, &path(&owner, &format!("evidence/{file}/content"))).await;
    assert_eq!((status, &*code), (404, "missing_evidence"));
    let (status, _) = seen(&desk, &reviewer, &theirs(&case, &format!("files/{file}/content"))).await;
    assert_eq!(status, 404, "not sent yet");
    // A note stays among colleagues, and so does its file.
    let drawn = handed(&desk, &reviewer, &theirs(&case, "files"), &png()).await;
    let noted = post(&desk, &reviewer, &theirs(&case, "notes"), words(&[&drawn])).await;
    assert_eq!(noted.status, 201, "{noted:?}");
    assert_eq!(seen(&desk, &owner, &own(&owner, &case, &format!("files/{drawn}/content"))).await.0, 404);
    let theirs_seen = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    assert_eq!(theirs_seen["thread"], json!([]));
    // Messages take them, too; a file is sent once.
    let sent = post(&desk, &owner, &own(&owner, &case, "messages"), words(&[&file])).await;
    assert_eq!(sent.status, 201, "{sent:?}");
    let again = post(&desk, &owner, &own(&owner, &case, "messages"), words(&[&file])).await;
    assert_eq!((again.status, again.faults()), (422, vec!["/files/0 evidence_gone".to_owned()]));
    let told = handed(&desk, &reviewer, &theirs(&case, "files"), &png()).await;
    let told = post(&desk, &reviewer, &theirs(&case, "messages"), words(&[&told])).await;
    assert_eq!(told.status, 201, "{told:?}");
}

#[tokio::test]
async fn who_has_no_part_in_it_is_refused() {
    let (desk, owner, reviewer, case) = waiting().await;
    let stranger = desk.register_member("other@shop.example").await;
    let file = handed(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    let outside = hand_in(&desk, &stranger, &own(&stranger, &case, "files"), PDF).await;
    assert_eq!((outside.status, outside.code()), (404, "missing_case"));
    let desks = hand_in(&desk, &owner, &theirs(&case, "files"), PDF).await;
    assert_eq!(desks.status, 403, "no reviewer");
    for (method, at) in [
        ("POST", own(&owner, &case, "files")),
        ("GET", own(&owner, &case, &format!("files/{file}/content"))),
        ("DELETE", own(&owner, &case, &format!("files/{file}"))),
        ("POST", theirs(&case, "files")),
        ("GET", theirs(&case, &format!("files/{file}/content"))),
        ("DELETE", theirs(&case, &format!("files/{file}"))),
    ] {
        assert_eq!(desk.call(method, &at, None, None).await.status, 401, "{method} {at}");
        let broken = at.replace(&case, "0");
        let by = if at.contains("/review/") { &reviewer } else { &owner };
        let answer = desk.call(method, &broken, Some(&by.cookie), None).await;
        assert_eq!((answer.status, answer.code()), (404, "missing_case"), "{method} {broken}");
    }
    // Each throws away what is theirs and was not sent.
    let discard = async |by: &Member, at: String| desk.call("DELETE", &at, Some(&by.cookie), None).await;
    let at_the_desk = theirs(&case, &format!("files/{file}"));
    assert_eq!(discard(&reviewer, at_the_desk.clone()).await.code(), "missing_evidence");
    post(&desk, &owner, &own(&owner, &case, "messages"), words(&[&file])).await;
    let sent = discard(&owner, own(&owner, &case, &format!("files/{file}"))).await;
    assert_eq!((sent.status, sent.code()), (409, "case_file_sent"));
    let drawn = handed(&desk, &reviewer, &theirs(&case, "files"), &png()).await;
    assert_eq!(blobs(&desk), 2);
    assert_eq!(discard(&reviewer, theirs(&case, &format!("files/{drawn}"))).await.status, 204);
    assert_eq!(blobs(&desk), 1);
}

#[tokio::test]
async fn faulty_files_are_said_at_their_place_with_the_words() {
    let (desk, owner, reviewer, case) = waiting().await;
    let at = own(&owner, &case, "files");
    let page = hand_in(&desk, &owner, &at, b"<html>").await;
    assert_eq!((page.status, page.faults()), (422, vec!["/file file_type".to_owned()]));
    let theirs_own = handed(&desk, &reviewer, &theirs(&case, "files"), PDF).await;
    let file = handed(&desk, &owner, &at, PDF).await;
    let bad = json!({ "text": "", "files": ["x", theirs_own, file, file] });
    let refused = post(&desk, &owner, &own(&owner, &case, "messages"), bad).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        ["/text required", "/files/0 evidence_gone", "/files/1 evidence_gone", "/files/3 duplicate"]
    );
    let six = json!({ "text": "看", "files": [file, file, file, file, file, file] });
    let refused = post(&desk, &owner, &own(&owner, &case, "messages"), six).await;
    assert_eq!(refused.faults(), ["/files too_many"]);
    let ask = json!({ "version": 1, "pointer": "字", "text": " ", "files": ["x"] });
    let refused = post(&desk, &reviewer, &theirs(&case, "ask"), ask).await;
    assert_eq!(refused.faults(), ["/pointer format", "/text required", "/files/0 evidence_gone"]);
    // Three of eight MiB are more than one message takes.
    let mut long = PDF.to_vec();
    long.resize(8 * 1024 * 1024, b' ');
    let mut files = Vec::new();
    for _ in 0..3 {
        files.push(handed(&desk, &owner, &at, &long).await);
    }
    let refused =
        post(&desk, &owner, &own(&owner, &case, "messages"), json!({ "text": "看", "files": files })).await;
    assert_eq!(refused.faults(), ["/files files_too_large"]);
}

#[tokio::test]
async fn a_closed_case_takes_colleagues_files_alone() {
    let (desk, owner, reviewer, case) = waiting().await;
    let taken_back = path(&owner, &format!("cases/{case}/withdraw"));
    assert_eq!(post(&desk, &owner, &taken_back, json!({})).await.status, 200);
    let late = hand_in(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
    let drawn = handed(&desk, &reviewer, &theirs(&case, "files"), PDF).await;
    let noted = post(&desk, &reviewer, &theirs(&case, "notes"), words(&[&drawn])).await;
    assert_eq!(noted.status, 201, "{noted:?}");
}

/// A rejection with these files.
async fn rejected_with(desk: &TestDesk, by: &Member, case: &str, files: &[&str]) -> Answer {
    let detail = get(desk, by, &format!("/api/v1/review/cases/{case}")).await;
    let items = detail["checklist"].as_array().unwrap();
    let checks: serde_json::Map<String, Value> =
        items.iter().map(|item| (text(&item["id"]), json!("fine"))).collect();
    let reasons = json!([{ "code": "purpose_unclear", "pointer": "/purpose/phone_number" }]);
    let body = json!({ "version": detail["version"], "reasons": reasons, "checks": checks, "files": files });
    post(desk, by, &theirs(case, "reject"), body).await
}

#[tokio::test]
async fn a_rejection_carries_files_that_its_applicant_sees() {
    let (desk, owner, reviewer, case) = waiting().await;
    let drawn = handed(&desk, &reviewer, &theirs(&case, "files"), &png()).await;
    let refused = rejected_with(&desk, &reviewer, &case, &["x", &drawn, &drawn]).await;
    assert_eq!(refused.faults(), ["/files/0 evidence_gone", "/files/2 duplicate"]);
    let foreign = handed(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    let refused = rejected_with(&desk, &reviewer, &case, &[&foreign]).await;
    assert_eq!(refused.faults(), ["/files/0 evidence_gone"], "the applicant's own");
    let rejected = rejected_with(&desk, &reviewer, &case, &[&drawn]).await;
    assert_eq!(rejected.status, 200, "{rejected:?}");
    let sent = rejected.json["thread"][0].clone();
    assert_eq!(
        (&sent["kind"], &sent["text"], &sent["files"][0]["id"]),
        (&json!("rejection"), &json!(""), &json!(drawn))
    );
    let whole = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await;
    let theirs_seen = (&whole["thread"][0]["by"], &whole["thread"][0]["files"][0]["name"]);
    assert_eq!(theirs_seen, (&json!("reviewer"), &json!("截图")));
    let content = own(&owner, &case, &format!("files/{drawn}/content"));
    assert_eq!(seen(&desk, &owner, &content).await.0, 200);
    let auditor = desk.auditor().await;
    let entries = get(&desk, &auditor, "/api/v1/audit/entries?limit=30").await;
    let of = |kind: &str| {
        let entries = entries["items"].as_array().unwrap();
        entries.iter().find(|entry| entry["kind"] == kind).unwrap()["subjects"].to_string()
    };
    assert!(of("case_rejected").contains(&drawn) && of("evidence_viewed").contains(&drawn));
}

#[tokio::test]
async fn an_appeal_carries_files_that_go_to_its_own_case() {
    let (desk, owner, reviewer, case) = waiting().await;
    assert_eq!(rejected_with(&desk, &reviewer, &case, &[]).await.status, 200);
    let paper = handed(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    let faulty = json!({ "text": " ", "files": [paper, paper] });
    let refused = post(&desk, &owner, &own(&owner, &case, "appeal"), faulty).await;
    assert_eq!(refused.faults(), ["/text required", "/files/1 duplicate"]);
    let appealed = post(&desk, &owner, &own(&owner, &case, "appeal"), words(&[&paper])).await;
    assert_eq!(appealed.status, 201, "{appealed:?}");
    let appeal = text(&appealed.json["id"]);
    let grounds = &appealed.json["thread"][0];
    assert_eq!((&grounds["kind"], &grounds["files"][0]["id"]), (&json!("grounds"), &json!(paper)));
    let second = another_reviewer(&desk).await;
    assert_eq!(seen(&desk, &second, &theirs(&appeal, &format!("files/{paper}/content"))).await.0, 200);
    let (status, _) = seen(&desk, &second, &theirs(&case, &format!("files/{paper}/content"))).await;
    assert_eq!(status, 404, "it is the appeal's");
    // Appealed once, nothing more is handed in to the rejected case.
    let late = hand_in(&desk, &owner, &own(&owner, &case, "files"), PDF).await;
    assert_eq!((late.status, late.code()), (409, "case_closed"));
}

#[tokio::test]
async fn what_was_sent_is_kept_as_long_as_the_case_and_then_said_to_be_gone() {
    let (desk, owner, reviewer, case) = waiting().await;
    let at = own(&owner, &case, "files");
    let sent = handed(&desk, &owner, &at, PDF).await;
    handed(&desk, &owner, &at, &png()).await;
    post(&desk, &owner, &own(&owner, &case, "messages"), words(&[&sent])).await;
    let reasons = json!([{ "code": "purpose_unclear", "pointer": "/purpose/phone_number" }]);
    assert_eq!(reject(&desk, &reviewer, &case, reasons).await.status, 200);
    desk.advance(Span::days(40));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 1, "what was never sent goes first");
    desk.advance(Span::days(150));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 0);
    let thread = get(&desk, &owner, &path(&owner, &format!("cases/{case}"))).await["thread"].clone();
    let file = &thread[0]["files"][0];
    assert_eq!((&file["id"], &file["name"], &file["state"]), (&json!(sent), &json!(""), &json!("deleted")));
    let content = own(&owner, &case, &format!("files/{sent}/content"));
    assert_eq!(seen(&desk, &owner, &content).await, (404, "missing_evidence".to_owned()));
}

#[tokio::test]
async fn nothing_is_sent_before_the_scanner_saw_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let scanner = scanner(folder.path(), "if grep -q VIRUS; then exit 1; fi; exit 0\n");
    let files = FilesSettings { scanner: Some(scanner), ..FilesSettings::default() };
    let (desk, owner, _, case) = waiting_with(files).await;
    let at = own(&owner, &case, "files");
    let (good, bad) =
        (handed(&desk, &owner, &at, PDF).await, handed(&desk, &owner, &at, b"%PDF-1.7 VIRUS").await);
    let send = async |file: &str| post(&desk, &owner, &own(&owner, &case, "messages"), words(&[file])).await;
    assert_eq!(send(&good).await.faults(), ["/files/0 in_quarantine"]);
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(send(&bad).await.faults(), ["/files/0 evidence_infected"]);
    assert_eq!(send(&good).await.status, 201);
}
