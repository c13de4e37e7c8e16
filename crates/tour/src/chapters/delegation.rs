//! Delegations 委托: what an account holds is handed on, never more than it holds, and ends with it (I1).

use serde_json::json;

use super::account::Account;
use super::form::{self, Submission};
use super::phone;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// A delegation and who received it.
pub(super) struct Handed {
    provider: String,
    delegation: String,
}

/// A call of the provider's on behalf of the owner's account.
fn explain(account: &Account, provider: &str) -> Ask {
    phone::explain(provider, phone::CALL).query("on_behalf_of", &account.app_id)
}

pub(super) fn hand_over(tour: &mut Tour<'_>, account: &Account) -> Result<Handed, Halt> {
    tour.chapter("What is held is handed on")?;
    let name = format!("巡礼云台{}", tour.word());
    let body = json!({"account_type": "third_party_platform", "account_name": name});
    let ask = Ask::post(Actor::Owner, "/api/v1/accounts", body);
    let step = Step::new("a third-party platform is opened", "201: another account, of that type", ask);
    let provider = tour.take(&step.status(201).word("/app_id"))?.word("/app_id");
    let given = format!("/api/v1/accounts/{}/delegations", account.app_id);
    let mut typed = json!({
        "account_name": name,
        "account_type": "mini_program",
        "capabilities": [phone::CAPABILITY, "payment"],
        "purpose": {"phone_number": "代为发送到货通知", "payment": "代为收款与退款"},
    });
    let ask = Ask::post(Actor::Owner, format!("{given}/preflight"), json!({"form": typed}));
    let step =
        Step::new("preflight compares the offer with the register", "the type, and what is not held", ask)
            .status(200)
            .item("/findings", json!({"pointer": "/account_type", "code": "not_their_type"}))
            .item("/findings", json!({"pointer": "/capabilities/1", "code": "not_held"}));
    tour.take(&step)?;
    if let Some(form) = typed.as_object_mut() {
        form.insert("account_type".into(), "third_party_platform".into());
        form.insert("capabilities".into(), json!([phone::CAPABILITY]));
    }
    let ask = Ask::post(Actor::Owner, &given, json!({"form": typed}));
    let step = Step::new("the owner confirms the offer", "201: offered, the receiver's turn", ask)
        .status(201)
        .is("/state", "offered")
        .is("/waiting/turn", "receiver")
        .is("/capabilities", json!([]));
    let offered = tour.take(&step)?;
    let delegation = offered.word("/id");
    let step = Step::new("what is only offered opens nothing", "not_delegated", explain(account, &provider));
    tour.take(&step.status(200).is("/allowed", false).is("/reason", "not_delegated"))?;
    let path = format!("/api/v1/accounts/{provider}/delegations/{delegation}");
    let ask = Ask::post(Actor::Owner, format!("{path}/accept"), json!({"version": offered.at("/version")}));
    let step = Step::new("the receiver accepts", "effective; nobody reviews this one", ask)
        .status(200)
        .is("/state", "effective")
        .is("/capabilities", json!([phone::CAPABILITY]));
    tour.take(&step)?;
    let step = Step::new("it may act on the giver's behalf", "allowed", explain(account, &provider));
    tour.take(&step.status(200).is("/allowed", true))?;
    Ok(Handed { provider, delegation })
}

/// The platform stops the one authorization and lets it work again.
pub(super) fn suspend(tour: &mut Tour<'_>, account: &Account, granted: &Submission) -> Result<(), Halt> {
    tour.chapter("The platform suspends one authorization")?;
    let path = format!("/api/v1/operations/authorizations/{}", granted.authorization);
    let ask = Ask::post(Actor::Operator, format!("{path}/suspend"), json!({"reason": "under_inquiry"}));
    let step = Step::new("the operator suspends it", "suspended", ask);
    tour.take(&step.status(200).is("/state", "suspended").word("/suspended_at"))?;
    let ask = Ask::get(Actor::Owner, form::authorization(account, &granted.authorization));
    let step = Step::new("its owner sees it", "suspended, nothing lost", ask).status(200);
    tour.take(&step.is("/state", "suspended").is("/capabilities", json!([phone::CAPABILITY])))?;
    let step = Step::new("its calls are refused", "authorization_suspended, with a next step", {
        phone::explain(&account.app_id, phone::CALL)
    });
    let step = step.status(200).is("/allowed", false).is("/reason", "authorization_suspended").word("/next");
    tour.take(&step)?;
    let ask = Ask::post(Actor::Operator, format!("{path}/restore"), json!({"reason": "mended"}));
    let step = Step::new("the operator restores it", "effective, without a new application", ask);
    tour.take(&step.status(200).is("/state", "effective")).map(drop)
}

/// After the giver's own was revoked.
pub(super) fn ends_with_the_givers(
    tour: &mut Tour<'_>,
    account: &Account,
    handed: &Handed,
) -> Result<(), Halt> {
    let step = Step::new("what was handed on ended with it", "giver_lacks (I1)", {
        explain(account, &handed.provider)
    });
    tour.take(&step.status(200).is("/allowed", false).is("/reason", "giver_lacks"))?;
    let path = format!("/api/v1/accounts/{}/delegations/{}", handed.provider, handed.delegation);
    let step = Step::new("the receiver sees that it rests", "handed over, and resting", {
        Ask::get(Actor::Owner, path)
    });
    tour.take(&step.status(200).is("/resting", json!([phone::CAPABILITY]))).map(drop)
}
