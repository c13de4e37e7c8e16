//! Evidence: handed in, typed by content, sealed, quarantined, shown with the viewer's name, deleted in time.

use std::io::Write;
use std::sync::Arc;

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::Settings;
use vermilion_service::evidence::{CommandScanner, FilesSettings, Scanner, tend_evidence};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{
    NAME, PHONE, another_reviewer, approve, begin, desk, form, get, path, post, submit_version, text,
};

/// A small PNG, as a camera of few pixels would make it.
pub(crate) fn png() -> Vec<u8> {
    use image::{DynamicImage, ImageFormat};
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(320, 240).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn upload(desk: &TestDesk, by: &Member, name: &str, content: &[u8]) -> Answer {
    let path = path(by, &format!("evidence?name={name}"));
    desk.request("POST", &path).header("cookie", &by.cookie).bytes(content).send().await
}

async fn stored(desk: &TestDesk, by: &Member, content: &[u8]) -> String {
    let answer = upload(desk, by, "shot.png", content).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    text(&answer.json["id"])
}

async fn seen(desk: &TestDesk, by: &Member, path: &str) -> Answer {
    desk.call("GET", path, Some(&by.cookie), None).await
}

fn form_with(file: &str) -> Value {
    let mut form = form(&[PHONE]);
    form["evidence"][PHONE] = json!([{ "kind": "scene_screenshot", "name": "登录页", "file": file }]);
    form
}

async fn submitted(desk: &TestDesk, by: &Member, file: &str) -> Value {
    let draft = begin(desk, by, json!({ "form": form_with(file) })).await;
    let answer = submit_version(desk, by, &draft, "\"1\"").await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json
}

/// Every file under the data folder whose bytes hold this.
fn holding(desk: &TestDesk, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![desk.data().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read(&path).unwrap().windows(needle.len()).any(|part| part == needle) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

pub(crate) fn blobs(desk: &TestDesk) -> usize {
    let folder = desk.data().join("blobs");
    let parts =
        std::fs::read_dir(folder).map(|parts| parts.flatten().collect::<Vec<_>>()).unwrap_or_default();
    parts.iter().map(|part| std::fs::read_dir(part.path()).unwrap().count()).sum()
}

#[tokio::test]
async fn a_file_is_what_it_contains_and_is_sealed_on_disk() {
    let (desk, owner) = desk().await;
    let content = png();
    let answer = upload(&desk, &owner, "%E7%99%BB%E5%BD%95%E9%A1%B5.pdf", &content).await;
    assert_eq!((answer.status, answer.json["media_type"].as_str()), (201, Some("image/png")), "{answer:?}");
    assert_eq!(
        (answer.json["name"].as_str(), answer.json["state"].as_str()),
        (Some("登录页.pdf"), Some("clean"))
    );
    assert!(!answer.header("vermilion-seq").is_empty());
    assert_eq!((blobs(&desk), holding(&desk, &content)), (1, Vec::new()), "nothing stands in clear");
    let list = get(&desk, &owner, &path(&owner, "evidence")).await;
    assert_eq!(
        (list["items"][0]["id"].as_str(), list["items"][0]["used"].as_bool()),
        (answer.json["id"].as_str(), Some(false))
    );

    for (content, code) in [
        (&b"<html><script>1</script>"[..], "file_type"),
        (b"", "file_type"),
        (b"\x89PNG\r\n\x1a\nand then nothing", "file_unreadable"),
    ] {
        let refused = upload(&desk, &owner, "a.png", content).await;
        assert_eq!((refused.status, refused.faults()), (422, vec![format!("/file {code}")]));
    }
    let long = upload(&desk, &owner, &"a".repeat(101), &png()).await;
    assert_eq!(long.faults(), ["/name too_long"]);
    assert_eq!(blobs(&desk), 1);
}

#[tokio::test]
async fn what_is_longer_than_the_limit_is_not_taken() {
    let files = FilesSettings { longest: 64, ..FilesSettings::default() };
    let desk = TestDesk::with(Settings { files, ..Settings::default() }).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    let refused = upload(&desk, &owner, "a.pdf", &[b'%'; 65]).await;
    assert_eq!((refused.status, refused.code()), (413, "too_large"));
    let taken = upload(&desk, &owner, "a.pdf", b"%PDF-1.7 short").await;
    assert_eq!(taken.status, 201, "{taken:?}");
}

#[tokio::test]
async fn every_view_is_audited_and_carries_the_viewers_name() {
    let (desk, owner) = desk().await;
    let (first, second) = (desk.reviewer().await, another_reviewer(&desk).await);
    let (content, id) = (png(), stored(&desk, &owner, &png()).await);
    let case = text(&submitted(&desk, &owner, &id).await["pending"]["case"]);
    let own = seen(&desk, &owner, &path(&owner, &format!("evidence/{id}/content"))).await;
    assert_eq!(own.status, 200, "{own:?}");
    for (name, value) in
        [("content-type", "image/png"), ("x-content-type-options", "nosniff"), ("cache-control", "no-store")]
    {
        assert_eq!(own.header(name), value, "{name}");
    }
    assert!(own.header("content-disposition").starts_with("attachment"));
    let list = get(&desk, &first, &format!("/api/v1/review/cases/{case}/evidence")).await;
    assert_eq!(list["items"][0]["id"], id);
    let theirs = format!("/api/v1/review/cases/{case}/evidence/{id}/content");
    let (one, two) = (seen(&desk, &first, &theirs).await, seen(&desk, &second, &theirs).await);
    assert_eq!((one.status, two.status), (200, 200));
    assert!(
        one.bytes != two.bytes && one.bytes != own.bytes && one.bytes != content,
        "each has a name on it"
    );

    let auditor = desk.auditor().await;
    let entries = get(&desk, &auditor, "/api/v1/audit/entries?limit=20").await;
    let views: Vec<&Value> = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["kind"] == "evidence_viewed")
        .collect();
    assert_eq!(views.len(), 3);
    assert_eq!(views[0]["actor"], format!("member:{}", second.id));
    assert!(views[0]["subjects"].to_string().contains(&case), "{}", views[0]);
}

#[tokio::test]
async fn files_are_their_accounts_and_their_cases() {
    let (desk, owner) = desk().await;
    let (other, reviewer) = (desk.register_member("other@shop.example").await, desk.reviewer().await);
    let (id, loose) = (stored(&desk, &owner, &png()).await, stored(&desk, &owner, b"%PDF-1.7 other").await);
    let case = text(&submitted(&desk, &owner, &id).await["pending"]["case"]);
    let theirs = path(&other, &format!("evidence/{id}/content"));
    assert_eq!(seen(&desk, &other, &theirs).await.code(), "missing_evidence");
    let outside = format!("/api/v1/review/cases/{case}/evidence/{loose}/content");
    assert_eq!(seen(&desk, &reviewer, &outside).await.code(), "missing_evidence");
    assert_eq!(seen(&desk, &owner, &outside).await.status, 403);
    // Another's file is none in a form, either.
    let mut form = form_with(&id);
    form["account_name"] = json!("App other");
    let draft = begin(&desk, &other, json!({ "form": form })).await;
    let refused = submit_version(&desk, &other, &draft, "\"1\"").await;
    assert_eq!(refused.faults(), ["/evidence/phone_number/0/file evidence_gone"]);
    // What a submission rests on is not thrown away; what nothing rests on is.
    let discard = async |id: &str| {
        desk.call("DELETE", &path(&owner, &format!("evidence/{id}")), Some(&owner.cookie), None).await
    };
    let used = discard(&id).await;
    assert_eq!((used.status, used.code()), (409, "evidence_used"));
    assert_eq!((discard(&loose).await.status, blobs(&desk)), (204, 1));
    assert_eq!(discard(&loose).await.code(), "missing_evidence");
}

#[tokio::test]
async fn the_catalogue_says_where_words_will_do() {
    let (desk, owner) = desk().await;
    let id = stored(&desk, &owner, &png()).await;
    let found = async |evidence: Value| {
        let mut form = form(&["subscribe_message"]);
        form["evidence"] = json!({ "subscribe_message": [evidence] });
        let draft = begin(&desk, &owner, json!({ "form": form })).await;
        let answer =
            post(&desk, &owner, &path(&owner, &format!("drafts/{draft}/preflight")), json!(null)).await;
        let findings = answer.json["findings"].as_array().unwrap().clone();
        findings.iter().map(|f| format!("{} {}", text(&f["pointer"]), text(&f["code"]))).collect::<Vec<_>>()
    };
    assert_eq!(found(json!({ "kind": "message_sample", "text": "{{thing1.DATA}}" })).await, [""; 0]);
    assert_eq!(
        found(json!({ "kind": "message_sample", "text": "x", "file": id })).await,
        ["/evidence/subscribe_message/0/file file_not_taken"]
    );
    let capabilities = get(&desk, &owner, "/api/v1/capabilities?account_type=mini_program").await;
    let takes = |id: &str| {
        let of = capabilities["items"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap().clone();
        of["evidence"][0]["takes"].clone()
    };
    assert_eq!((takes(PHONE), takes("subscribe_message")), (json!("either"), json!("text")));
}

#[tokio::test]
async fn it_is_deleted_after_the_operators_retention_and_then_asked_for_again() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let (id, loose) = (stored(&desk, &owner, &png()).await, stored(&desk, &owner, b"%PDF-1.7 other").await);
    let asked = submitted(&desk, &owner, &id).await;
    desk.advance(Span::days(200));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 1, "what waits for a decision is kept, what nothing rests on is not");
    let reviewer = {
        let _ = reviewer;
        desk.invited(vermilion_model::PlatformRole::Reviewer, "later@platform.example").await
    };
    assert_eq!(approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await.status, 200);
    desk.advance(Span::days(179));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 1);
    desk.advance(Span::days(2));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 0);
    assert!(desk.desk.read.evidence_by_id(loose.parse().unwrap()).await.unwrap().is_none());
}

#[tokio::test]
async fn what_no_row_names_is_swept_after_a_day() {
    let (desk, owner) = desk().await;
    stored(&desk, &owner, &png()).await;
    let blobs_of = vermilion_store::Blobs::at(desk.data().join("blobs"));
    blobs_of.put(b"its fact was never written".to_vec(), desk.desk.now()).await.unwrap();
    desk.advance(Span::hours(23));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 2);
    desk.advance(Span::hours(2));
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(blobs(&desk), 1);
}

/// A scanner that ends with a number; it finds something in what holds the word.
pub(crate) fn scanner(folder: &std::path::Path, script: &str) -> Arc<dyn Scanner> {
    let path = folder.join("scanner.sh");
    std::fs::File::create(&path).unwrap().write_all(script.as_bytes()).unwrap();
    Arc::new(CommandScanner::new(&format!("/bin/sh {}", path.display())))
}

#[tokio::test]
async fn a_scanner_keeps_files_in_quarantine_until_it_saw_them() {
    let folder = tempfile::TempDir::new().unwrap();
    let scanner = scanner(folder.path(), "if grep -q VIRUS; then exit 1; fi; exit 0\n");
    let files = FilesSettings { scanner: Some(scanner), ..FilesSettings::default() };
    let desk = TestDesk::with(Settings { files, ..Settings::default() }).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    let (good, bad) = (stored(&desk, &owner, &png()).await, stored(&desk, &owner, b"%PDF-1.7 VIRUS").await);
    let content = |id: &str| path(&owner, &format!("evidence/{id}/content"));
    let early = seen(&desk, &owner, &content(&good)).await;
    assert_eq!((early.status, early.code()), (409, "in_quarantine"));
    let draft = begin(&desk, &owner, json!({ "form": form_with(&good) })).await;
    let refused = submit_version(&desk, &owner, &draft, "\"1\"").await;
    assert_eq!(refused.faults(), ["/evidence/phone_number/0/file in_quarantine"]);
    tend_evidence(&desk.desk).await.unwrap();
    assert_eq!(seen(&desk, &owner, &content(&good)).await.status, 200);
    assert_eq!(seen(&desk, &owner, &content(&bad)).await.code(), "missing_evidence");
    assert_eq!(blobs(&desk), 1);
    let draft_of_bad = begin(&desk, &owner, json!({ "form": form_with(&bad) })).await;
    let refused = submit_version(&desk, &owner, &draft_of_bad, "\"1\"").await;
    assert_eq!(refused.faults(), ["/evidence/phone_number/0/file evidence_infected"]);
    assert_eq!(submit_version(&desk, &owner, &draft, "\"1\"").await.status, 201);
}

#[tokio::test]
async fn a_scanner_that_cannot_say_is_asked_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let files =
        FilesSettings { scanner: Some(scanner(folder.path(), "exit 2\n")), ..FilesSettings::default() };
    let desk = TestDesk::with(Settings { files, ..Settings::default() }).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    let id = stored(&desk, &owner, &png()).await;
    tend_evidence(&desk.desk).await.unwrap();
    let list = get(&desk, &owner, &path(&owner, "evidence")).await;
    assert_eq!(
        (list["items"][0]["id"].as_str(), list["items"][0]["state"].as_str()),
        (Some(&*id), Some("quarantined"))
    );
}

#[tokio::test]
async fn a_file_that_the_scanner_cannot_judge_holds_up_no_other() {
    let folder = tempfile::TempDir::new().unwrap();
    let scanner = scanner(folder.path(), "if grep -q STRANGE; then exit 2; fi; exit 0\n");
    let files = FilesSettings { scanner: Some(scanner), ..FilesSettings::default() };
    let desk = TestDesk::with(Settings { files, ..Settings::default() }).await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    stored(&desk, &owner, b"%PDF-1.7 STRANGE").await;
    desk.advance(Span::secs(1));
    stored(&desk, &owner, &png()).await;
    tend_evidence(&desk.desk).await.unwrap();
    let list = get(&desk, &owner, &path(&owner, "evidence")).await;
    let states = [0, 1].map(|at| text(&list["items"][at]["state"]));
    assert_eq!(states, ["clean", "quarantined"], "the newest first");
}
