//! A rule of the platform's own: tried, switched on, met at its field, switched off.

use serde_json::{Value, json};

use super::account::Account;
use super::asked_back::CAPABILITY;
use super::form;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

const POLICIES: &str = "/api/v1/operations/policies";
const RULE: &str = r#"@reason("mass_message")
@pointer("/purpose/{capability}")
@zh("客服消息不能用于群发。")
@zh_next("请写明由用户的哪一步操作触发。")
@en("Customer messages are not for mass mailing.")
@en_next("Say which act of the user sends one.")
forbid (principal, action == Action::"grant", resource == Capability::"customer_message")
when { context.purpose like "*群发*" };
"#;
const PURPOSE: &str = "向全部用户群发优惠活动通知。";

/// The operator writes it, the owner meets it.
pub(super) fn hold(tour: &mut Tour<'_>, account: &Account) -> Result<(), Halt> {
    tour.chapter("A rule of the platform's own")?;
    tried(tour)?;
    // An installation may be toured more than once.
    let rule = format!("{POLICIES}/tour_{}", account.app_id);
    let ask = Ask::put(Actor::Operator, &rule).body(json!({"version": 0, "text": RULE}));
    let step = Step::new("the operator saves it", "version 1, not in force", ask).status(200);
    tour.take(&step.is("/version", 1).is("/enabled", Value::Null))?;
    let draft = draft(tour, account)?;
    let ask = Ask::post(Actor::Operator, format!("{rule}/enable"), json!({"version": 1}));
    let step = Step::new("and switches it on", "version 1 in force", ask).status(200);
    tour.take(&step.is("/enabled", 1))?;
    let preflight = Ask::act(Actor::Owner, format!("{draft}/preflight"));
    let like = json!({
        "pointer": format!("/purpose/{CAPABILITY}"), "family": "rules", "code": "policy", "reason": "mass_message",
    });
    let step = Step::new("the owner meets it at the field", "its reason, and what to do", preflight.clone());
    tour.take(&step.status(200).item("/findings", like))?;
    let ask = Ask::act(Actor::Operator, format!("{rule}/disable"));
    let step = Step::new("the operator switches it off", "none of it in force", ask).status(200);
    tour.take(&step.is("/enabled", Value::Null))?;
    let step = Step::new("and the owner meets it no more", "no finding", preflight);
    tour.take(&step.status(200).is("/findings", json!([])))?;
    let step =
        Step::new("the owner throws the draft away", "204", Ask::delete(Actor::Owner, draft)).status(204);
    tour.take(&step).map(drop)
}

/// The bench: a faulty text is refused, a sound one says what it would find; nothing is saved.
fn tried(tour: &mut Tour<'_>) -> Result<(), Halt> {
    let made_up = json!({
        "action": "grant", "account_type": "mini_program", "capability": CAPABILITY, "purpose": PURPOSE,
    });
    let test = |text: &str| {
        let body = json!({"text": text, "made_up": made_up});
        Ask::post(Actor::Operator, format!("{POLICIES}/try"), body)
    };
    let faulty = test(&RULE.replace("context.purpose", "context.porpoise"));
    let step =
        Step::new("a faulty rule is refused with its place", "422: line 8", faulty).problem(422, "fields");
    let like = json!({"pointer": "/text", "code": "policy_unsound", "params": {"line": "8"}});
    tour.take(&step.item("/fields", like))?;
    let step = Step::new("a sound one is tried before it holds", "it matches, and says where", test(RULE));
    let like =
        json!({"tried": true, "outcome": "matched", "says": {"pointer": format!("/purpose/{CAPABILITY}")}});
    tour.take(&step.status(200).item("/results", like)).map(drop)
}

fn draft(tour: &mut Tour<'_>, account: &Account) -> Result<String, Halt> {
    let mut form = form::sound(account, &[(CAPABILITY, &[])]);
    if let Some(purpose) = form.pointer_mut("/purpose") {
        *purpose = json!({CAPABILITY: PURPOSE});
    }
    let drafts = form::drafts(account);
    let ask = Ask::post(Actor::Owner, &drafts, json!({"form": form}));
    let step = Step::new("the owner drafts what it forbids", "201", ask).status(201).word("/id");
    Ok(format!("{drafts}/{}", tour.take(&step)?.word("/id")))
}
