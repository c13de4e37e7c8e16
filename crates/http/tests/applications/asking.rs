//! Why a call is refused: listed, explained, and looked up afterwards.

use serde_json::{Value, json};

use crate::kit::{PHONE, PHONE_CALL, approve, desk, get, path, submit, text};

fn find<'a>(list: &'a Value, call: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|item| item["call"] == call).unwrap()
}

#[tokio::test]
async fn calls_are_listed_with_the_answer_they_would_get() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let calls = get(&desk, &owner, &path(&owner, "calls")).await;
    let phone = find(&calls, PHONE_CALL);
    assert_eq!(
        (phone["allowed"].as_bool(), phone["reason"].as_str()),
        (Some(false), Some("capability_missing"))
    );
    assert_eq!(phone["opened_by"], json!([PHONE]));
    assert!(phone["next"].as_str().unwrap().contains("授权设置"));
    assert_eq!(find(&calls, "GET:/cgi-bin/get_api_domain_ip")["allowed"], true);
    // What no mini program can come to make is not listed.
    let all = calls["items"].as_array().unwrap();
    assert!(all.iter().all(|item| item["call"] != "POST:/cgi-bin/draft/add"));

    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let calls = get(&desk, &owner, &path(&owner, "calls")).await;
    let phone = find(&calls, PHONE_CALL);
    assert_eq!((phone["allowed"].as_bool(), phone["reason"].is_null()), (Some(true), true));
}

#[tokio::test]
async fn an_explanation_lists_its_steps_and_what_they_rest_on() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let explain = path(&owner, &format!("explain?call={PHONE_CALL}"));
    let no = get(&desk, &owner, &explain).await;
    assert_eq!((no["allowed"].as_bool(), no["code"].as_i64()), (Some(false), Some(48001)));
    let last = no["steps"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["step"].as_str(), last["passed"].as_bool()), (Some("held"), Some(false)));
    assert_eq!(last["reason"], "capability_missing");

    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let yes = get(&desk, &owner, &explain).await;
    assert_eq!((yes["allowed"].as_bool(), yes["code"].as_i64()), (Some(true), Some(0)));
    let steps = yes["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["passed"] == true && !step["text"].as_str().unwrap().is_empty()));
    let held = steps.iter().find(|step| step["step"] == "held").unwrap();
    let source = json!({ "kind": "authorization", "authorization": asked["id"], "capabilities": [PHONE], "until": null });
    assert_eq!(held["sources"], json!([source]));
    // The path alone names it too.
    let by_path = path(&owner, "explain?call=/wxa/business/getuserphonenumber");
    assert_eq!(get(&desk, &owner, &by_path).await["call"], PHONE_CALL);
}

#[tokio::test]
async fn what_is_no_call_and_no_user_of_this_account_is_said() {
    let (desk, owner) = desk().await;
    let ask = async |rest: &str| desk.call("GET", &path(&owner, rest), Some(&owner.cookie), None).await;
    let unknown = ask("explain?call=GET:/nowhere").await;
    assert_eq!((unknown.status, unknown.code()), (404, "missing_call"));
    assert_eq!(ask("explain").await.faults(), ["/call format"]);
    let user = ask(&format!("explain?call={PHONE_CALL}&openid=oXXXX")).await;
    assert_eq!((user.status, user.faults()), (422, vec!["/openid unknown".to_owned()]));
}

#[tokio::test]
async fn a_refused_call_is_looked_up_by_its_rid() {
    let (desk, owner) = desk().await;
    let other = desk.register_member("other@shop.example").await;
    let secret = desk.secret_of(&owner).await;
    let fetch = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", owner.app_id);
    let token = text(&desk.call("GET", &fetch, None, None).await.json["access_token"]);
    let call = format!("/wxa/business/getuserphonenumber?access_token={token}");
    let refused = desk.call("POST", &call, None, Some(json!({ "code": "x" }))).await;
    assert_eq!(refused.json["errcode"], 48001, "{refused:?}");
    let message = text(&refused.json["errmsg"]);
    let rid = message.split("rid: ").nth(1).unwrap().trim();
    let seen = get(&desk, &owner, &path(&owner, &format!("refusals/{rid}"))).await;
    assert_eq!((seen["call"].as_str(), seen["code"].as_i64()), (Some(PHONE_CALL), Some(48001)));
    assert_eq!((seen["reason"].as_str(), seen["rid"].as_str()), (Some("capability_missing"), Some(rid)));
    // To others it is not there, and what is no rid is not there either.
    let theirs = path(&other, &format!("refusals/{rid}"));
    let answer = desk.call("GET", &theirs, Some(&other.cookie), None).await;
    assert_eq!((answer.status, answer.code()), (404, "missing_refusal"));
    let none = desk.call("GET", &path(&owner, "refusals/none"), Some(&owner.cookie), None).await;
    assert_eq!((none.status, none.code()), (404, "missing_refusal"));
}

#[tokio::test]
async fn only_who_has_a_role_there_may_ask() {
    let (desk, owner) = desk().await;
    let other = desk.register_member("other@shop.example").await;
    for rest in ["calls", "explain?call=x", "refusals/00000000-00000000-00000000"] {
        let theirs = path(&owner, rest);
        assert_eq!(desk.call("GET", &theirs, Some(&other.cookie), None).await.status, 404, "{rest}");
        assert_eq!(desk.call("GET", &theirs, None, None).await.status, 401, "{rest}");
    }
}
