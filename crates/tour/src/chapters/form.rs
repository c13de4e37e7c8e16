//! The form of an application, as an owner types it.

use serde_json::{Value, json};

use super::account::Account;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

const PURPOSE: &str = "用户下单后，我们用手机号告知其到货时间；号码只用于该订单，订单完成三十天后删除。";

/// A submission on its way: the authorization and the case on the desk.
pub(super) struct Submission {
    pub(super) authorization: String,
    pub(super) case: String,
}

/// A form without fault that asks for these capabilities, with this evidence for each.
pub(super) fn sound(account: &Account, asked: &[(&str, &[&str])]) -> Value {
    let capabilities: Vec<&str> = asked.iter().map(|(id, _)| *id).collect();
    let purpose: serde_json::Map<String, Value> =
        asked.iter().map(|(id, _)| ((*id).to_owned(), PURPOSE.into())).collect();
    let evidence: serde_json::Map<String, Value> = asked
        .iter()
        .map(|(id, kinds)| ((*id).to_owned(), kinds.iter().copied().map(piece).collect()))
        .collect();
    json!({
        "account_name": account.name,
        "account_type": "mini_program",
        "capabilities": capabilities,
        "purpose": purpose,
        "evidence": evidence,
    })
}

fn piece(kind: &str) -> Value {
    json!({"kind": kind, "name": format!("{kind}.txt"), "text": "订单页“到货通知”一栏：获取手机号按钮与用途说明。"})
}

pub(super) fn drafts(account: &Account) -> String {
    format!("/api/v1/accounts/{}/drafts", account.app_id)
}

pub(super) fn authorization(account: &Account, id: &str) -> String {
    format!("/api/v1/accounts/{}/authorizations/{id}", account.app_id)
}

/// A sound form on its way to the desk, in two steps.
pub(super) struct Application<'a> {
    pub(super) by: Actor,
    pub(super) account: &'a Account,
    /// The draft: the form, and the authorization where there is one.
    pub(super) draft: Value,
    /// Those of the two steps.
    pub(super) names: [&'static str; 2],
    /// In which it leaves the authorization.
    pub(super) state: &'static str,
}

impl Application<'_> {
    /// Drafts and submits.
    pub(super) fn submit(self, tour: &mut Tour<'_>) -> Result<Submission, Halt> {
        let Application { by, account, draft, names: [drafts_it, submits_it], state } = self;
        let path = drafts(account);
        let step = Step::new(drafts_it, "201, the draft and its ETag", Ask::post(by, &path, draft));
        let step = step.status(201).word("/id").holds("it has an ETag", |answer| answer.etag.is_some());
        let draft = tour.take(&step)?;
        let ask = Ask::act(by, format!("{path}/{}/submit", draft.word("/id")));
        let ask = ask.if_match(draft.etag.as_deref().unwrap_or_default());
        let step = Step::new(submits_it, "201: on a reviewer's desk, with a due time", ask);
        Submission::made(tour, step.is("/state", state))
    }
}

impl Submission {
    /// Takes the step that submits.
    pub(super) fn made(tour: &mut Tour<'_>, step: Step) -> Result<Submission, Halt> {
        let step = step
            .status(201)
            .word("/id")
            .is("/pending/turn", "reviewer")
            .word("/pending/due_at")
            .word("/pending/case");
        let made = tour.take(&step)?;
        Ok(Submission { authorization: made.word("/id"), case: made.word("/pending/case") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_purpose_and_evidence_for_each_capability() {
        let account = Account {
            app_id: "wx0123456789abcdef".into(),
            name: "巡礼小店".into(),
            password: String::new(),
            secret: String::new(),
        };
        let form = sound(&account, &[("phone_number", &["scene_screenshot"]), ("links", &[])]);
        assert_eq!(form["capabilities"], json!(["phone_number", "links"]));
        assert_eq!(form["evidence"]["phone_number"][0]["kind"], "scene_screenshot");
        assert_eq!(form["evidence"]["links"], json!([]));
        assert!(form["purpose"]["links"].is_string());
    }
}
