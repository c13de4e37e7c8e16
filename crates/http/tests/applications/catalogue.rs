//! Another version of the catalogue: what changes for whom is shown first, and applying it is an audited act.

use serde_json::{Value, json};
use vermilion_model::Catalogue;
use vermilion_service::catalogue::catalogue_in_force;
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{NAME, PHONE, PHONE_CALL, approve, begin, desk, form, get, post, submit, text};

const CATALOGUE: &str = "/api/v1/operations/catalogue";

fn present() -> u32 {
    Catalogue::embedded().unwrap().version
}

fn version(by: u32) -> String {
    let of = |version: u32| format!("\nversion = {version}\n");
    Catalogue::embedded_text().replace(&of(present()), &of(present() + by))
}

/// The present text under the next version, without one call of a capability.
fn without_the_phone_call() -> String {
    let text = version(1);
    let less = text.replacen("  \"POST:/wxa/business/getuserphonenumber\",\n", "", 1);
    let less = less.replacen("calls = [\"POST:/wxa/business/getuserphonenumber\"]", "calls = []", 1);
    assert_ne!(less, text, "the call stands otherwise in the file");
    less
}

async fn preview(desk: &TestDesk, by: &Member, text: &str) -> Answer {
    post(desk, by, &format!("{CATALOGUE}/preview"), json!({ "text": text })).await
}

async fn apply(desk: &TestDesk, by: &Member, from: u32, text: &str) -> Answer {
    post(desk, by, CATALOGUE, json!({ "from": from, "text": text })).await
}

#[tokio::test]
async fn what_changes_for_whom_is_shown_before_it_is_applied() {
    let (desk, owner) = desk().await;
    let (reviewer, operator) = (desk.reviewer().await, desk.operator().await);
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let other = desk.register_as("other@shop.example", "mini_program", "另一家店").await;
    let mut theirs = form(&[PHONE]);
    theirs["account_name"] = json!("另一家店");
    begin(&desk, &other, json!({ "form": theirs })).await;
    begin(&desk, &other, json!({ "form": form(&["links"]) })).await;
    crate::kit::submit_form(&desk, &other, json!({ "form": theirs })).await;

    let next = without_the_phone_call();
    let shown = preview(&desk, &operator, &next).await;
    let of = |key: &str| shown.json[key].clone();
    assert_eq!(
        (shown.status, of("from"), of("to")),
        (200, json!(present()), json!(present() + 1)),
        "{shown:?}"
    );
    let change = &shown.json["capabilities"][0];
    assert_eq!(
        (&change["capability"], &change["becomes"], &change["properties"][0]["property"]),
        (&json!(PHONE), &json!("changed"), &json!("calls"))
    );
    assert_eq!((of("lost"), of("gained")), (json!({ PHONE_CALL: 1 }), json!({})));
    assert_eq!((of("authorizations"), of("waiting"), of("drafts")), (json!(1), json!(1), json!(1)));
    assert_eq!((of("nobodys"), of("every_draft")), (json!([PHONE_CALL]), json!(true)));
    let named = |member: &Member| {
        let all = shown.json["named"].as_array().unwrap();
        all.iter().find(|it| it["app_id"] == member.app_id).unwrap().clone()
    };
    assert_eq!(
        named(&owner),
        json!({ "app_id": owner.app_id, "name": NAME, "gained": [], "lost": [PHONE_CALL],
            "holds": [PHONE], "waits": [], "drafts": 0 })
    );
    assert_eq!(
        named(&other),
        json!({ "app_id": other.app_id, "name": "另一家店", "gained": [], "lost": [],
            "holds": [], "waits": [PHONE], "drafts": 1 })
    );
    assert_eq!(of("accounts"), json!(2));
    let before = get(&desk, &operator, CATALOGUE).await;
    assert_eq!(
        (&before["in_force"], &before["newest"], &before["applied"]),
        (&json!(present()), &json!(present()), &json!([]))
    );
    assert_eq!(text(&before["text"]), Catalogue::embedded_text());
}

#[tokio::test]
async fn it_is_applied_over_what_was_shown_and_in_force_from_the_next_start() {
    let (desk, _) = desk().await;
    let operator = desk.operator().await;
    let next = without_the_phone_call();
    let stale = apply(&desk, &operator, present() - 1, &next).await;
    assert_eq!((stale.status, stale.code()), (409, "stale"));
    let applied = apply(&desk, &operator, present(), &next).await;
    assert_eq!(
        (applied.status, &applied.json["newest"], &applied.json["in_force"], &applied.json["bundled"]),
        (200, &json!(present() + 1), &json!(present()), &json!(present())),
        "{applied:?}"
    );
    assert_eq!(applied.json["applied"][0]["before"], json!(present()));
    assert!(!applied.header("vermilion-seq").is_empty());
    assert_eq!(apply(&desk, &operator, present(), &next).await.faults(), ["/text catalogue_unsound"]);
    // Nodes have it from their next start; `explain` of an earlier time has the earlier one.
    let now = desk.desk.now();
    let stored = catalogue_in_force(&desk.desk.read, now).await.unwrap();
    assert_eq!(stored.version, present() + 1);
    assert!(stored.call_by_name(PHONE_CALL).unwrap().opened_by.is_empty());
    let earlier = now.minus(vermilion_model::Span::secs(60));
    assert_eq!(catalogue_in_force(&desk.desk.read, earlier).await.unwrap().version, present());
    let auditor = desk.auditor().await;
    let entries = get(&desk, &auditor, "/api/v1/audit/entries?limit=10").await;
    let kinds: Vec<&Value> =
        entries["items"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert!(kinds.contains(&&json!("catalogue_applied")), "{kinds:?}");
    // Two at once: one is applied.
    let (text, from) = (version(2), present() + 1);
    let (one, two) = tokio::join!(apply(&desk, &operator, from, &text), apply(&desk, &operator, from, &text));
    let mut both = [one.status, two.status];
    both.sort_unstable();
    assert!(both[0] == 200 && [409, 422].contains(&both[1]), "{both:?}");
    // What came with the binary is older now, and cannot follow.
    let back = post(&desk, &operator, &format!("{CATALOGUE}/preview"), json!({})).await;
    assert_eq!(back.faults(), ["/text catalogue_unsound"]);
}

#[tokio::test]
async fn what_is_unsound_or_would_reuse_a_number_is_refused() {
    let (desk, owner) = desk().await;
    let (operator, reviewer) = (desk.operator().await, desk.reviewer().await);
    let next = without_the_phone_call();
    for unsound in [
        "version = ".to_owned(),
        Catalogue::embedded_text().to_owned(),
        next.replacen("id = \"phone_number\"", "id = \"telepathy\"", 1),
        next.replacen("POST:/cgi-bin/clear_quota", "POST:/no/such/call", 1),
    ] {
        let refused = preview(&desk, &operator, &unsound).await;
        assert_eq!((refused.status, refused.faults()), (422, vec!["/text catalogue_unsound".to_owned()]));
        assert!(!text(&refused.json["fields"][0]["params"]["why"]).is_empty());
    }
    for by in [&owner, &reviewer] {
        assert_eq!(preview(&desk, by, &next).await.status, 403);
        assert_eq!(apply(&desk, by, present(), &next).await.status, 403);
        assert_eq!(desk.call("GET", CATALOGUE, Some(&by.cookie), None).await.status, 403);
    }
}
