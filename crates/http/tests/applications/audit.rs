//! The audit log: read by auditors, and proven.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Member, TestDesk};

use crate::kit::{NAME, PHONE, approve, desk, get, reject, submit, text};

#[tokio::test]
async fn what_was_done_is_written_down_the_newest_first_and_without_persons() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    let why = json!([{ "code": "rules", "pointer": "/purpose/phone_number", "text": "说给申请人的话" }]);
    reject(&desk, &reviewer, &text(&asked["pending"]["case"]), why).await;

    let page = get(&desk, &auditor, "/api/v1/audit/entries?limit=1").await;
    let newest = &page["items"][0];
    assert_eq!(
        (newest["kind"].as_str(), newest["actor"].as_str()),
        (Some("case_rejected"), Some(format!("member:{}", reviewer.id).as_str()))
    );
    assert_eq!(newest["body"]["reasons"][0]["pointer"], "/purpose/phone_number");
    let next = text(&page["next"]);
    let page = get(&desk, &auditor, &format!("/api/v1/audit/entries?limit=1&after={next}")).await;
    assert_eq!(page["items"][0]["kind"], "revision_submitted");

    let all = get(&desk, &auditor, "/api/v1/audit/entries?limit=100").await.to_string();
    for personal in ["说给申请人的话", NAME, &owner.email, "核对手机号"] {
        assert!(!all.contains(personal), "{personal}");
    }
}

#[tokio::test]
async fn the_log_is_proven_from_its_beginning() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let proof = get(&desk, &auditor, "/api/v1/audit/verification").await;
    assert_eq!((proof["ok"].as_bool(), &proof["findings"]), (Some(true), &json!([])));
    let entries = proof["entries"].as_i64().unwrap();
    assert!(entries >= 4);
    assert_eq!(proof["head"], format!("0-{entries}"));
}

#[tokio::test]
async fn the_log_is_for_auditors() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    for at in ["/api/v1/audit/entries", "/api/v1/audit/verification", "/api/v1/audit/export"] {
        for member in [&owner, &reviewer] {
            assert_eq!(desk.call("GET", at, Some(&member.cookie), None).await.status, 403, "{at}");
        }
        assert_eq!(desk.call("GET", at, None, None).await.status, 401, "{at}");
    }
    let auditor = desk.auditor().await;
    let bad = desk.call("GET", "/api/v1/audit/entries?after=x", Some(&auditor.cookie), None).await;
    assert_eq!((bad.status, bad.faults()), (400, vec!["/after format".to_owned()]));
}

/// The kinds on a page of the log, the newest first.
async fn kinds(desk: &TestDesk, auditor: &Member, query: &str) -> Vec<String> {
    let page = get(desk, auditor, &format!("/api/v1/audit/entries?limit=100&{query}")).await;
    page["items"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect()
}

#[tokio::test]
async fn the_log_is_searched_by_kind_actor_subject_and_time() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    desk.advance(Span::hours(1));
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;

    assert_eq!(kinds(&desk, &auditor, "kind=case_approved").await, ["case_approved"]);
    let both = kinds(&desk, &auditor, "kind=case_approved,revision_submitted").await;
    assert_eq!(both, ["case_approved", "revision_submitted"]);
    for actor in [format!("member:{}", reviewer.id), reviewer.id.clone()] {
        let found = kinds(&desk, &auditor, &format!("actor={actor}")).await;
        assert_eq!(found, ["case_approved", "invitation_accepted"], "what the reviewer did, and nobody else");
    }
    let case = text(&asked["pending"]["case"]);
    // A submission names its authorization, not the case that comes of it.
    assert_eq!(kinds(&desk, &auditor, &format!("subject=case:{case}")).await, ["case_approved"]);
    for account in [owner.app_id.clone(), format!("account:{}", owner.app_id)] {
        let found = kinds(&desk, &auditor, &format!("subject={account}")).await;
        assert!(found.contains(&"revision_submitted".to_owned()), "{found:?}");
        assert!(!found.contains(&"invitation_accepted".to_owned()), "{found:?}");
    }
    let late = "from=2027-01-15T08:30:00Z";
    assert_eq!(kinds(&desk, &auditor, late).await, ["case_approved"]);
    let early = kinds(&desk, &auditor, "until=2027-01-15T08:30:00Z").await;
    assert!(early.contains(&"revision_submitted".to_owned()) && !early.contains(&"case_approved".to_owned()));
    assert!(kinds(&desk, &auditor, &format!("{late}&kind=revision_submitted")).await.is_empty());

    let page = get(&desk, &auditor, "/api/v1/audit/entries?kind=revision_submitted").await;
    assert!(page["kinds"].as_array().unwrap().contains(&json!("audit_exported")), "all kinds, met or not");
    assert_eq!(page["searched"], Value::Null, "everything was looked at: {page}");
    let number = page["items"][0]["body"]["account"].to_string();
    assert_eq!(page["accounts"][number], owner.app_id, "the log's number is told as an AppID");
}

#[tokio::test]
async fn a_faulty_filter_is_said_and_nothing_is_guessed() {
    let (desk, _) = desk().await;
    let auditor = desk.auditor().await;
    for (query, pointer) in [
        ("kind=never_heard_of", "/kind format"),
        ("actor=somebody@example.com", "/actor format"),
        ("subject=a:b:c", "/subject format"),
        ("from=yesterday", "/from format"),
        ("until=2027-01-15", "/until format"),
    ] {
        for at in ["entries", "export"] {
            let path = format!("/api/v1/audit/{at}?{query}");
            let answer = desk.call("GET", &path, Some(&auditor.cookie), None).await;
            assert_eq!((answer.status, answer.faults()), (400, vec![pointer.to_owned()]), "{path}");
        }
    }
    let nobodys = "/api/v1/audit/entries?subject=wx0000000000000000";
    assert_eq!(desk.call("GET", nobodys, Some(&auditor.cookie), None).await.status, 404);
    let form = "/api/v1/audit/export?form=xlsx";
    let answer = desk.call("GET", form, Some(&auditor.cookie), None).await;
    assert_eq!((answer.status, answer.faults()), (400, vec!["/form format".to_owned()]));
}

#[tokio::test]
async fn a_copy_holds_the_chain_and_taking_it_is_an_entry() {
    let (desk, owner) = desk().await;
    let (reviewer, auditor) = (desk.reviewer().await, desk.auditor().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let mut listed = get(&desk, &auditor, "/api/v1/audit/entries?limit=100").await["items"].clone();
    listed.as_array_mut().unwrap().reverse();

    let answer = desk.call("GET", "/api/v1/audit/export", Some(&auditor.cookie), None).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-ndjson"));
    let (_, seq) = answer.header("vermilion-seq").split_once('.').unwrap();
    let name = format!("attachment; filename=\"vermilion-audit-before-{seq}.ndjson\"");
    assert_eq!(answer.header("content-disposition"), name);
    let lines: Vec<Value> = String::from_utf8(answer.bytes.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let parts = |entry: &Value| ["seq", "actor", "kind", "body", "mac"].map(|part| entry[part].clone());
    let (copied, listed): (Vec<_>, Vec<_>) =
        (lines.iter().map(parts).collect(), listed.as_array().unwrap().iter().map(parts).collect());
    assert_eq!(copied, listed, "the whole log, the oldest first, without its own entry");

    let newest = get(&desk, &auditor, "/api/v1/audit/entries?limit=1").await["items"][0].clone();
    assert_eq!((text(&newest["kind"]).as_str(), text(&newest["seq"]).as_str()), ("audit_exported", seq));
    assert_eq!(newest["actor"], format!("member:{}", auditor.id));
    assert_eq!(newest["body"]["form"], "ndjson");

    let path = format!("/api/v1/audit/export?form=csv&kind=case_approved&subject={}", owner.app_id);
    let answer = desk.call("GET", &path, Some(&auditor.cookie), None).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let table = String::from_utf8(answer.bytes).unwrap();
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(lines.len(), 3, "a head, an entry and the end: {table}");
    assert_eq!(
        lines[0],
        "\u{feff}\"seq\",\"at\",\"actor\",\"kind\",\"version\",\"subjects\",\"body\",\"key\",\"mac\""
    );
    assert!(lines[1].contains("\"case_approved\"") && lines[1].contains("{\"\"case\"\":"), "{}", lines[1]);
    let newest = get(&desk, &auditor, "/api/v1/audit/entries?limit=1").await["items"][0]["body"].clone();
    assert_eq!((&newest["form"], &newest["filter"]["kinds"]), (&json!("csv"), &json!(["case_approved"])));
    assert!(newest["filter"]["subject"].as_str().unwrap().starts_with("account:"), "{newest}");
    assert_eq!(get(&desk, &auditor, "/api/v1/audit/verification").await["ok"], true);
}
