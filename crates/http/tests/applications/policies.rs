//! The platform's own rules: written, tried, switched, versioned, and met by who applies.

use serde_json::{Value, json};
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{PHONE, begin, desk, form, get, path, post, submit, text};

const POLICIES: &str = "/api/v1/operations/policies";
const SHORT: &str = r#"
@reason("purpose_too_plain")
@pointer("/purpose/{capability}")
@zh("用途写得太笼统。")
@zh_next("请写明页面、操作和保存期限。")
@en("The purpose says too little.")
@en_next("Name the page, the act and how long it is kept.")
forbid (principal, action in [Action::"grant", Action::"delegate"], resource == Capability::"phone_number")
when { context.purpose_length < 20 };
"#;

async fn save(desk: &TestDesk, by: &Member, id: &str, (version, text): (i64, &str)) -> Answer {
    let body = json!({ "version": version, "text": text });
    desk.call("PUT", &format!("{POLICIES}/{id}"), Some(&by.cookie), Some(body)).await
}

async fn enable(desk: &TestDesk, by: &Member, id: &str, version: i64) -> Answer {
    post(desk, by, &format!("{POLICIES}/{id}/enable"), json!({ "version": version })).await
}

async fn disable(desk: &TestDesk, by: &Member, id: &str) -> Answer {
    post(desk, by, &format!("{POLICIES}/{id}/disable"), json!(null)).await
}

async fn findings(desk: &TestDesk, by: &Member, form: Value) -> Value {
    let draft = begin(desk, by, json!({ "form": form })).await;
    let answer = post(desk, by, &path(by, &format!("drafts/{draft}/preflight")), json!(null)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json["findings"].clone()
}

async fn handed_in(desk: &TestDesk, by: &Member, form: Value, lang: &str) -> Answer {
    let draft = begin(desk, by, json!({ "form": form })).await;
    let path = path(by, &format!("drafts/{draft}/submit"));
    let call = desk.request("POST", &path);
    call.header("cookie", &by.cookie).header("if-match", "\"1\"").header("accept-language", lang).send().await
}

#[tokio::test]
async fn a_rule_holds_once_it_is_switched_on_and_says_where_and_what() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    let saved = save(&desk, &operator, "plain_purpose", (0, SHORT)).await;
    let state =
        |answer: &Answer| (answer.status, answer.json["version"].clone(), answer.json["enabled"].clone());
    assert_eq!(state(&saved), (200, json!(1), json!(null)), "{saved:?}");
    assert_eq!(findings(&desk, &owner, form(&[PHONE])).await, json!([]), "saved is not in force");

    let on = enable(&desk, &operator, "plain_purpose", 1).await;
    assert_eq!(state(&on), (200, json!(1), json!(1)), "{on:?}");
    assert!(!on.header("vermilion-seq").is_empty());
    let again = enable(&desk, &operator, "plain_purpose", 1).await;
    assert_eq!((again.status, again.header("vermilion-seq")), (200, ""), "it stood so already");
    // All at once with what the platform finds itself.
    let mut faulty = form(&[PHONE]);
    faulty["account_name"] = json!("别的名字");
    let found = findings(&desk, &owner, faulty).await;
    let seen =
        |at: usize| [&found[at]["pointer"], &found[at]["family"], &found[at]["code"], &found[at]["reason"]];
    assert_eq!(seen(0), [&json!("/account_name"), &json!("mismatch"), &json!("mismatch"), &json!(null)]);
    assert_eq!(
        seen(1),
        [&json!("/purpose/phone_number"), &json!("rules"), &json!("policy"), &json!("purpose_too_plain")]
    );
    assert_eq!(
        (text(&found[1]["detail"]), text(&found[1]["next"])),
        ("不符合平台的规则：用途写得太笼统。".into(), "请这样修改：请写明页面、操作和保存期限。".into())
    );
    assert_eq!(found.as_array().unwrap().len(), 2);
    // It stands in the way of the submission, in the language asked for.
    let refused = handed_in(&desk, &owner, form(&[PHONE]), "en").await;
    assert_eq!((refused.status, refused.faults()), (422, vec!["/purpose/phone_number policy".to_owned()]));
    let field = &refused.json["fields"][0];
    assert_eq!(field["detail"], "Against a rule of the platform: The purpose says too little.");
    assert_eq!(field["params"]["said"], "The purpose says too little.");
    assert_eq!(field["params"]["reason"], "purpose_too_plain");

    // Another version waits for its own switch; switched off, nothing holds.
    let longer = SHORT.replace("< 20", "< 5");
    assert_eq!(save(&desk, &operator, "plain_purpose", (1, &longer)).await.json["enabled"], 1);
    assert_eq!(findings(&desk, &owner, form(&[PHONE])).await.as_array().unwrap().len(), 1);
    enable(&desk, &operator, "plain_purpose", 2).await;
    assert_eq!(findings(&desk, &owner, form(&[PHONE])).await, json!([]));
    enable(&desk, &operator, "plain_purpose", 1).await;
    let off = disable(&desk, &operator, "plain_purpose").await;
    assert_eq!((off.status, off.json["enabled"].is_null()), (200, true));
    assert_eq!(findings(&desk, &owner, form(&[PHONE])).await, json!([]));
    assert_eq!(submit(&desk, &owner, &[PHONE]).await["state"], "pending");
    let seen = get(&desk, &operator, &format!("{POLICIES}/plain_purpose")).await;
    let versions = seen["versions"].as_array().unwrap().iter().map(|v| v["version"].as_i64().unwrap());
    assert_eq!(versions.collect::<Vec<_>>(), [2, 1]);
    assert_eq!(text(&seen["versions"][1]["text"]), SHORT);

    let auditor = desk.auditor().await;
    let entries = get(&desk, &auditor, "/api/v1/audit/entries?limit=50").await;
    let kinds: Vec<String> = entries["items"].as_array().unwrap().iter().map(|e| text(&e["kind"])).collect();
    for (kind, times) in [("policy_saved", 2), ("policy_enabled", 3), ("policy_disabled", 1)] {
        assert_eq!(kinds.iter().filter(|k| *k == kind).count(), times, "{kind}");
    }
    assert!(!entries.to_string().contains("用途写得太笼统"), "the text stands in its row");
}

#[tokio::test]
async fn a_rule_that_cannot_be_asked_permits_nothing() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    // Sound, and beyond what a number can hold as it is asked.
    let overflows =
        SHORT.replace("context.purpose_length < 20", "context.purpose_length * 9223372036854775807 < 0");
    assert_eq!(save(&desk, &operator, "overflow", (0, &overflows)).await.status, 200);
    enable(&desk, &operator, "overflow", 1).await;
    let found = findings(&desk, &owner, form(&["links", PHONE])).await;
    assert_eq!(
        (&found[0]["pointer"], &found[0]["code"], found.as_array().unwrap().len()),
        (&json!("/capabilities/1"), &json!("policy_failed"), 1)
    );
    assert!(text(&found[0]["detail"]).contains("overflow"), "it names the rule: {found}");
    let refused = handed_in(&desk, &owner, form(&[PHONE]), "zh-CN").await;
    assert_eq!((refused.status, refused.faults()), (422, vec!["/capabilities/0 policy_failed".to_owned()]));
    // The bench says why.
    let on =
        json!({ "action": "grant", "account_type": "mini_program", "capability": PHONE, "purpose": "会员" });
    let tried = post(&desk, &operator, &format!("{POLICIES}/try"), json!({ "made_up": on })).await;
    assert_eq!(tried.json["results"][0]["outcome"], "failed", "{tried:?}");
    assert!(text(&tried.json["results"][0]["why"]).contains("overflow"));
    disable(&desk, &operator, "overflow").await;
    assert_eq!(submit(&desk, &owner, &[PHONE]).await["state"], "pending");
}

#[tokio::test]
async fn what_comes_with_the_platform_is_switched_and_written_over() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    let mut typed = form(&[PHONE]);
    typed["purpose"][PHONE] = json!("会员登录时使用，待填写");
    assert_eq!(findings(&desk, &owner, typed.clone()).await[0]["reason"], "placeholder_purpose");
    let list = get(&desk, &operator, POLICIES).await;
    let own = |id: &str| list["items"].as_array().unwrap().iter().find(|p| p["id"] == id).unwrap().clone();
    assert_eq!(
        (own("placeholder_purpose")["bundled"].as_bool(), own("placeholder_purpose")["enabled"].as_i64()),
        (Some(true), Some(0))
    );
    assert!(own("high_risk_has_an_end")["enabled"].is_null());
    assert_eq!(own("high_risk_has_an_end")["says"]["pointer"], "/until");
    assert_eq!(disable(&desk, &operator, "placeholder_purpose").await.status, 200);
    assert_eq!(findings(&desk, &owner, typed.clone()).await, json!([]));
    let over = save(&desk, &operator, "placeholder_purpose", (0, SHORT)).await;
    assert_eq!(
        (over.status, over.json["version"].as_i64(), over.json["enabled"].is_null()),
        (200, Some(1), true),
        "{over:?}"
    );
    assert_eq!(enable(&desk, &operator, "placeholder_purpose", 0).await.json["enabled"], 0);
    assert_eq!(findings(&desk, &owner, typed).await[0]["reason"], "placeholder_purpose");

    assert_eq!(enable(&desk, &operator, "high_risk_has_an_end", 0).await.status, 200);
    assert_eq!(findings(&desk, &owner, form(&["payment"])).await[0]["pointer"], "/until");
    let mut ends = form(&["payment"]);
    ends["until"] = json!("2029-01-01");
    assert_eq!(findings(&desk, &owner, ends).await, json!([]));
}

#[tokio::test]
async fn a_text_is_tried_on_an_application_that_is_made_up() {
    let (desk, _) = desk().await;
    let operator = desk.operator().await;
    let test = async |text: Value, purpose: &str| {
        let made_up = json!({
            "action": "grant", "account_type": "mini_program", "capability": PHONE, "purpose": purpose,
        });
        let body = json!({ "text": text, "made_up": made_up });
        post(&desk, &operator, &format!("{POLICIES}/try"), body).await
    };
    let hit = test(json!(SHORT), "太短，待填写").await;
    assert_eq!(hit.status, 200, "{hit:?}");
    let result = |at: usize| hit.json["results"][at].clone();
    assert_eq!((&result(0)["tried"], &result(0)["policy"]), (&json!(true), &json!(null)));
    assert_eq!(
        (&result(0)["outcome"], &result(0)["says"]["pointer"], &result(0)["capability"]),
        (&json!("matched"), &json!("/purpose/phone_number"), &json!(PHONE))
    );
    assert_eq!((&result(1)["tried"], &result(1)["policy"]), (&json!(false), &json!("placeholder_purpose")));
    let miss = test(json!(SHORT), &"很长的用途".repeat(9)).await;
    assert_eq!(
        (miss.json["results"].as_array().unwrap().len(), &miss.json["results"][0]["outcome"]),
        (1, &json!("not_matched"))
    );
    let alone = test(json!(null), "待填写").await;
    assert_eq!(alone.json["results"][0]["policy"], "placeholder_purpose");
    let unsound = test(json!("forbid (\nprincipal"), "x").await;
    assert_eq!((unsound.status, unsound.faults()), (422, vec!["/text policy_unsound".to_owned()]));
    let place = &unsound.json["fields"][0]["params"];
    assert_eq!((&place["line"], place["why"].is_string()), (&json!("2"), true), "{place}");
    // Nothing of it was kept.
    let list = get(&desk, &operator, POLICIES).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    let made_up = json!({ "action": "grant", "account_type": "mini_program", "capability": PHONE });
    for (key, value, fault) in [
        ("action", "fly", "/made_up/action unknown"),
        ("account_type", "x", "/made_up/account_type unknown"),
        ("capability", "x", "/made_up/capability unknown"),
    ] {
        let mut made_up = made_up.clone();
        made_up[key] = json!(value);
        let refused = post(&desk, &operator, &format!("{POLICIES}/try"), json!({ "made_up": made_up })).await;
        assert_eq!(refused.faults(), [fault]);
    }
    let neither = post(&desk, &operator, &format!("{POLICIES}/try"), json!({ "text": SHORT })).await;
    assert_eq!(neither.faults(), ["/case required"]);
    let both = json!({ "case": "x", "made_up": made_up });
    assert_eq!(
        post(&desk, &operator, &format!("{POLICIES}/try"), both).await.faults(),
        ["/made_up duplicate"]
    );
    let schema = get(&desk, &operator, &format!("{POLICIES}/schema")).await;
    assert!(text(&schema["text"]).contains("purpose_length"));
}

#[tokio::test]
async fn a_text_is_tried_on_an_application_that_was_submitted() {
    let (desk, owner) = desk().await;
    let operator = desk.operator().await;
    let case = text(&submit(&desk, &owner, &["links", PHONE]).await["pending"]["case"]);
    let test = async |body: Value| post(&desk, &operator, &format!("{POLICIES}/try"), body).await;
    let tried = test(json!({ "text": SHORT, "case": case })).await;
    assert_eq!(tried.status, 200, "{tried:?}");
    let outcome = |capability: &str| {
        let results = tried.json["results"].as_array().unwrap().iter();
        let of: Vec<&Value> = results.filter(|it| it["capability"] == capability).collect();
        assert_eq!(of.len(), 1, "{tried:?}");
        text(&of[0]["outcome"])
    };
    assert_eq!((outcome("links"), outcome(PHONE)), ("not_matched".into(), "matched".into()));
    assert!(!tried.json.to_string().contains("会员登录时核对手机号"), "what was typed is not handed on");
    // In the place of a rule that is in force.
    save(&desk, &operator, "plain", (0, SHORT)).await;
    enable(&desk, &operator, "plain", 1).await;
    let looser = SHORT.replace("< 20", "< 5");
    let tried = test(json!({ "id": "plain", "text": looser, "case": case })).await;
    let results = tried.json["results"].as_array().unwrap();
    assert!(
        results.iter().all(|it| it["outcome"] == "not_matched" && it["policy"] == "plain"),
        "{results:?}"
    );
    assert_eq!(test(json!({ "case": "nothing" })).await.code(), "missing_case");
    assert_eq!(test(json!({ "case": "0197a3f0-0000-7000-8000-000000000000" })).await.code(), "missing_case");
}

#[tokio::test]
async fn what_is_unsound_is_not_saved_and_two_at_once_do_not_overwrite() {
    let (desk, owner) = desk().await;
    let (operator, reviewer) = (desk.operator().await, desk.reviewer().await);
    for (id, text, faults) in [
        ("plain", "permit (principal, action, resource);", vec!["/text policy_permits"]),
        ("plain", "forbid (principal, action, resource)", vec!["/text policy_unsound"]),
        ("Plain%20Purpose", SHORT, vec!["/id format"]),
        ("Plain", "", vec!["/id format", "/text policy_not_one"]),
    ] {
        let refused = save(&desk, &operator, id, (0, text)).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (422, faults.iter().map(ToString::to_string).collect())
        );
    }
    assert_eq!(save(&desk, &operator, "plain", (0, SHORT)).await.status, 200);
    let stale = save(&desk, &operator, "plain", (0, SHORT)).await;
    assert_eq!((stale.status, stale.code()), (409, "stale"));
    let (one, other) = tokio::join!(
        save(&desk, &operator, "plain", (1, SHORT)),
        save(&desk, &operator, "plain", (1, SHORT))
    );
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [200, 409]);
    assert_eq!(enable(&desk, &operator, "plain", 7).await.code(), "missing_policy");
    assert_eq!(enable(&desk, &operator, "plain", 0).await.code(), "missing_policy");
    assert_eq!(disable(&desk, &operator, "nowhere").await.code(), "missing_policy");
    let none = desk.call("GET", &format!("{POLICIES}/nowhere"), Some(&operator.cookie), None).await;
    assert_eq!((none.status, none.code()), (404, "missing_policy"));
    for by in [&owner, &reviewer] {
        assert_eq!(save(&desk, by, "plain", (1, SHORT)).await.status, 403);
        assert_eq!(desk.call("GET", POLICIES, Some(&by.cookie), None).await.status, 403);
        assert_eq!(post(&desk, by, &format!("{POLICIES}/try"), json!({ "case": "x" })).await.status, 403);
    }
}
