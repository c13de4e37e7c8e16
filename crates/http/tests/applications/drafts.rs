//! Forms kept as typed.

use serde_json::json;

use crate::kit::{PHONE, begin, desk, form, get, path, post, submit_version};

#[tokio::test]
async fn what_was_typed_comes_back_whatever_it_is() {
    let (desk, owner) = desk().await;
    let typed = json!({ "form": { "account_name": "  半", "until": "明年", "capabilities": ["telepathy"] } });
    let id = begin(&desk, &owner, typed).await;
    let kept = get(&desk, &owner, &path(&owner, &format!("drafts/{id}"))).await;
    assert_eq!(kept["form"]["account_name"], "  半");
    assert_eq!(kept["form"]["until"], "明年");
    assert_eq!(kept["version"], 1);
    let list = get(&desk, &owner, &path(&owner, "drafts")).await;
    assert_eq!(list["items"][0]["id"], id);
    // Nothing of it stands readable in the store.
    let row = desk.desk.read.draft_by_id(id.parse().unwrap()).await.unwrap().unwrap();
    assert!(!row.sealed.windows("telepathy".len()).any(|part| part == b"telepathy"));
}

#[tokio::test]
async fn of_two_tabs_the_slower_one_is_told_the_present_version() {
    let (desk, owner) = desk().await;
    let id = begin(&desk, &owner, json!({})).await;
    let path = path(&owner, &format!("drafts/{id}"));
    let save = async |version: Option<&str>, name: &str| {
        let mut put = desk.request("PUT", &path).header("cookie", &owner.cookie);
        if let Some(version) = version {
            put = put.header("if-match", version);
        }
        put.json(&json!({ "form": { "account_name": name } })).send().await
    };
    let first = save(Some("\"1\""), "one").await;
    assert_eq!((first.status, first.header("etag")), (200, "\"2\""));
    let second = save(Some("\"1\""), "two").await;
    assert_eq!((second.status, second.code(), second.header("etag")), (412, "stale", "\"2\""));
    assert_eq!(save(None, "three").await.status, 412);
    assert_eq!(get(&desk, &owner, &path).await["form"]["account_name"], "one");
    assert_eq!(submit_version(&desk, &owner, &id, "\"1\"").await.status, 412);
}

#[tokio::test]
async fn a_draft_that_was_thrown_away_is_gone() {
    let (desk, owner) = desk().await;
    let id = begin(&desk, &owner, json!({})).await;
    let path = path(&owner, &format!("drafts/{id}"));
    assert_eq!(desk.call("DELETE", &path, Some(&owner.cookie), None).await.status, 204);
    let again = desk.call("DELETE", &path, Some(&owner.cookie), None).await;
    assert_eq!((again.status, again.code()), (404, "missing_draft"));
    assert_eq!(desk.call("GET", &path, Some(&owner.cookie), None).await.status, 404);
}

#[tokio::test]
async fn preflight_says_everything_at_once() {
    let (desk, owner) = desk().await;
    let mut typed = form(&[PHONE, "login"]);
    typed["account_name"] = json!("青禾");
    typed["purpose"] = json!({ "login": "会员登录时使用" });
    typed["evidence"] = json!({});
    typed["until"] = json!("2020-01-01");
    let id = begin(&desk, &owner, json!({ "form": typed })).await;
    let found = post(&desk, &owner, &path(&owner, &format!("drafts/{id}/preflight")), json!(null)).await;
    assert_eq!(found.status, 200);
    let findings = found.json["findings"].as_array().unwrap();
    let line = |finding: &serde_json::Value| {
        ["family", "pointer", "code"].map(|key| finding[key].as_str().unwrap().to_owned()).join(" ")
    };
    assert_eq!(
        findings.iter().map(line).collect::<Vec<_>>(),
        [
            "mismatch /account_name mismatch",
            "rules /capabilities/1 already_held",
            "incomplete /purpose/phone_number required",
            "incomplete /evidence/phone_number evidence_missing",
            "rules /until past",
        ]
    );
    let next = |at: usize| findings[at]["next"].as_str().unwrap().to_owned();
    assert!(next(0).contains("基本信息"), "where the register is mended: {}", next(0));
    assert!(next(3).contains("使用场景截图"), "the evidence by its name: {}", next(3));
    // The same stands in the way of a submission.
    let refused = submit_version(&desk, &owner, &id, "\"1\"").await;
    assert_eq!((refused.status, refused.faults().len()), (422, 5));
}

#[tokio::test]
async fn drafts_are_the_administrators_and_their_accounts() {
    let (desk, owner) = desk().await;
    let other = desk.register_member("other@shop.example").await;
    let id = begin(&desk, &owner, json!({})).await;
    for (method, rest) in
        [("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/preflight"), ("POST", "/submit")]
    {
        let body = (method == "PUT").then(|| json!({ "form": {} }));
        let theirs = path(&owner, &format!("drafts/{id}{rest}"));
        let by = |cookie| desk.call(method, &theirs, cookie, body.clone());
        assert_eq!(by(Some(&other.cookie)).await.status, 404, "{method} {rest}");
        assert_eq!(by(None).await.status, 401, "{method} {rest}");
        // Under an account of one's own it is not there either.
        let own = path(&other, &format!("drafts/{id}{rest}"));
        let answer = desk.call(method, &own, Some(&other.cookie), body.clone()).await;
        assert_eq!((answer.status, answer.code()), (404, "missing_draft"), "{method} {rest}");
    }
    let unknown = post(&desk, &owner, &path(&owner, "drafts"), json!({ "form": { "colour": "red" } })).await;
    assert_eq!((unknown.status, unknown.code()), (400, "bad_request"));
}
