//! A host app lists the mini program and has a user.

use serde_json::json;

use super::account::Account;
use super::staff::Staff;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// A user of the host app.
pub(super) struct User {
    pub(super) id: String,
    pub(super) phone: &'static str,
}

const PHONE: &str = "13800138000";

pub(super) fn open(tour: &mut Tour<'_>, staff: &Staff, account: &Account) -> Result<User, Halt> {
    tour.chapter("A host app lists it")?;
    staff.sign_in(tour, Actor::Operator)?;
    let body = json!({"name": format!("巡礼 App {}", tour.word())});
    let ask = Ask::post(Actor::Operator, "/api/v1/operations/host-apps", body);
    let step = Step::new("the operator makes a host app", "201 and its key, this once", ask);
    let made = tour.take(&step.status(201).word("/id").word("/key"))?;
    tour.keep_host_key(made.word("/key"));
    let user = user(tour)?;
    let codes = format!("/host/v1/users/{}/login-codes", user.id);
    let ask = Ask::post(Actor::HostApp, codes, json!({"app_id": account.app_id}));
    let step = Step::new("not listed, no login", "409 not_listed", ask);
    tour.take(&step.problem(409, "not_listed"))?;
    let listing = format!("/api/v1/operations/host-apps/{}/listings/{}", made.word("/id"), account.app_id);
    let step = Step::new("an owner lists nothing", "403 or 404: it is the operator's to do", {
        Ask::put(Actor::Owner, &listing)
    });
    tour.take(&step.status_of(&[403, 404]))?;
    let step = Step::new("the operator lists the mini program", "204", Ask::put(Actor::Operator, &listing));
    tour.take(&step.status(204))?;
    Ok(user)
}

fn user(tour: &mut Tour<'_>) -> Result<User, Halt> {
    let body = json!({
        "external_id": format!("tour-{}", tour.word()),
        "phone": {"country_code": "86", "number": PHONE},
        "nickname": "小巡",
    });
    let ask = Ask::post(Actor::HostApp, "/host/v1/users", body);
    let step = Step::new("the host app brings a user", "201 and our id of them", ask.clone());
    let id = tour.take(&step.status(201).word("/id").is("/created", true))?.word("/id");
    let step = Step::new("the same user is brought again", "200 and the same id", ask);
    let step = step.status(200).is("/id", id.as_str()).is("/created", false);
    tour.take(&step)?;
    Ok(User { id, phone: PHONE })
}
