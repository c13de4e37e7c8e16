//! What these cases have in common: forms, and the steps from a draft to a decision.

use serde_json::{Value, json};
use vermilion_decide::{Ask, Reason, decide};
use vermilion_model::{AccountNo, PlatformRole};
use vermilion_testkit::{Answer, Member, TestDesk};

/// The account of everybody who applies here.
pub(crate) const NAME: &str = "青禾点餐";
/// One reviewer decides it.
pub(crate) const PHONE: &str = "phone_number";
pub(crate) const PHONE_CALL: &str = "POST:/wxa/business/getuserphonenumber";

/// A desk with somebody whose mini program is [`NAME`].
pub(crate) async fn desk() -> (TestDesk, Member) {
    let desk = TestDesk::new().await;
    let owner = desk.register_as("owner@shop.example", "mini_program", NAME).await;
    (desk, owner)
}

/// A form that nothing is wrong with.
pub(crate) fn form(capabilities: &[&str]) -> Value {
    let purpose: Value = capabilities
        .iter()
        .map(|id| ((*id).to_owned(), json!("会员登录时核对手机号")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let evidence = json!({
        "phone_number": [{"kind": "scene_screenshot", "name": "登录页", "text": "首页右上角的登录按钮"}],
        "payment": [
            {"kind": "business_licence", "name": "执照", "text": "编号一"},
            {"kind": "merchant_agreement", "name": "协议", "text": "编号二"},
        ],
    });
    json!({
        "account_name": NAME, "account_type": "mini_program", "capabilities": capabilities,
        "purpose": purpose, "evidence": evidence, "until": null,
    })
}

pub(crate) fn path(member: &Member, rest: &str) -> String {
    format!("/api/v1/accounts/{}/{rest}", member.app_id)
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

pub(crate) async fn get(desk: &TestDesk, by: &Member, path: &str) -> Value {
    let answer = desk.call("GET", path, Some(&by.cookie), None).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json
}

pub(crate) async fn post(desk: &TestDesk, by: &Member, path: &str, body: Value) -> Answer {
    desk.call("POST", path, Some(&by.cookie), Some(body)).await
}

/// Begins a draft; answers its id.
pub(crate) async fn begin(desk: &TestDesk, by: &Member, body: Value) -> String {
    let answer = post(desk, by, &path(by, "drafts"), body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.header("etag"), "\"1\"");
    text(&answer.json["id"])
}

pub(crate) async fn submit_version(desk: &TestDesk, by: &Member, draft: &str, version: &str) -> Answer {
    let path = path(by, &format!("drafts/{draft}/submit"));
    desk.request("POST", &path).header("cookie", &by.cookie).header("if-match", version).send().await
}

/// Begins a draft and submits it; answers the authorization.
pub(crate) async fn submit(desk: &TestDesk, by: &Member, capabilities: &[&str]) -> Value {
    submit_form(desk, by, json!({ "form": form(capabilities) })).await
}

pub(crate) async fn submit_form(desk: &TestDesk, by: &Member, body: Value) -> Value {
    let draft = begin(desk, by, body).await;
    let answer = submit_version(desk, by, &draft, "\"1\"").await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(!answer.header("vermilion-seq").is_empty());
    answer.json
}

pub(crate) async fn another_reviewer(desk: &TestDesk) -> Member {
    desk.invited(PlatformRole::Reviewer, "second@platform.example").await
}

/// See [`TestDesk::checks`].
pub(crate) async fn checks(desk: &TestDesk, by: &Member, case: &str, faulty: &[&str]) -> Value {
    desk.checks(&by.cookie, case, faulty).await
}

pub(crate) async fn approve(desk: &TestDesk, by: &Member, case: &str, version: i64) -> Answer {
    let path = format!("/api/v1/review/cases/{case}/approve");
    let checks = checks(desk, by, case, &[]).await;
    post(desk, by, &path, json!({ "version": version, "checks": checks })).await
}

pub(crate) async fn reject(desk: &TestDesk, by: &Member, case: &str, reasons: Value) -> Answer {
    let path = format!("/api/v1/review/cases/{case}/reject");
    let at = reasons.as_array().into_iter().flatten().filter_map(|reason| reason["pointer"].as_str());
    let checks = checks(desk, by, case, &at.collect::<Vec<_>>()).await;
    post(desk, by, &path, json!({ "version": 1, "reasons": reasons, "checks": checks })).await
}

/// Whether the account may make a call now, by the one question itself.
pub(crate) async fn may(desk: &TestDesk, member: &Member, call: &str) -> Result<(), Reason> {
    let row = desk.desk.read.account_by_app_id(member.app_id.parse().unwrap()).await.unwrap().unwrap();
    let account: AccountNo = row.account;
    let call = desk.desk.catalogue.call_by_name(call).unwrap().no;
    let ask = Ask { uptime: desk.desk.uptime(), ..Ask::own(account, call) };
    decide(&desk.desk.in_force, &ask, desk.desk.now()).map(|_| ())
}
