//! The end: revoked, erased, and the log verifies.

use serde_json::json;
use vermilion_wire::ErrCode;

use super::account::Account;
use super::form::{self, Submission};
use super::login::{self, Session};
use super::phone::{self, Place};
use super::staff::Staff;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

pub(super) fn revoke(
    tour: &mut Tour<'_>,
    account: &Account,
    place: &Place,
    token: &str,
    granted: &Submission,
) -> Result<(), Halt> {
    tour.chapter("The owner revokes")?;
    let code = phone::press(tour, place, "the user offers the number a last time")?;
    let path = format!("{}/revoke", form::authorization(account, &granted.authorization));
    let ask = Ask::post(Actor::Owner, &path, json!({"name": "另一个名字"}));
    let step = Step::new("a wrong name revokes nothing", "422 at /name", ask);
    tour.take(&step.problem(422, "fields").item("/fields", json!({"pointer": "/name"})))?;
    let ask = Ask::post(Actor::Owner, &path, json!({"name": account.name}));
    let step = Step::new("the owner types the name and revokes", "revoked, nothing in force", ask)
        .status(200)
        .is("/state", "revoked")
        .is("/capabilities", json!([]))
        .word("/revoked_at");
    tour.take(&step)?;
    let step = Step::new(
        "revoked: the very next call is refused",
        "48001 and a rid (I4)",
        phone::call(token, &code),
    );
    let refused = tour.take(&step.refused(&[ErrCode::API_UNAUTHORIZED]).nothing("/phone_info"))?;
    let rid = refused.rid().map(|rid| rid.to_string()).unwrap_or_default();
    phone::look_up(tour, place, &rid, "that refusal is looked up, too")
}

pub(super) fn erase(tour: &mut Tour<'_>, place: &Place, token: &str, session: &Session) -> Result<(), Halt> {
    tour.chapter("The user is erased")?;
    let path = format!("/host/v1/users/{}", place.user);
    let step = Step::new("the host app has its user erased", "204", Ask::delete(Actor::HostApp, &path));
    tour.take(&step.status(204))?;
    let step = Step::new("the user is gone", "nothing, or only when (I10)", Ask::get(Actor::HostApp, &path))
        .status_of(&[200, 404])
        .holds("they are erased", |answer| answer.status == 404 || answer.at("/erased_at").is_string())
        .lacks(place.phone);
    tour.take(&step)?;
    let ask = Ask::post(Actor::HostApp, format!("{path}/login-codes"), json!({"app_id": place.app_id}));
    let step = Step::new("they sign in no more", "404 or 409", ask);
    tour.take(&step.status_of(&[404, 409]))?;
    let ask = login::check(token, session, &session.signature);
    let step = Step::new("their session is over", "50002: the user is gone", ask);
    tour.take(&step.refused(&[ErrCode::USER_LIMITED])).map(drop)
}

pub(super) fn audit(tour: &mut Tour<'_>, staff: &Staff) -> Result<(), Halt> {
    tour.chapter("The log verifies")?;
    let path = "/api/v1/audit/verification";
    let step = Step::new("an owner does not read the log", "403 or 404", Ask::get(Actor::Owner, path));
    tour.take(&step.status_of(&[403, 404]))?;
    staff.sign_in(tour, Actor::Auditor)?;
    let ask = Ask::get(Actor::Auditor, path);
    let step = Step::new("the chain is whole", "ok over every entry, nothing found (I8)", ask)
        .status(200)
        .is("/ok", true)
        .is("/findings", json!([]))
        .holds("it has as many entries as there were acts", |answer| {
            answer.at("/entries").as_i64().is_some_and(|entries| entries >= 20)
        });
    tour.take(&step)?;
    let ask = Ask::delete(Actor::Owner, "/api/v1/sessions/current");
    tour.take(&Step::new("the owner signs out", "204", ask).status(204))?;
    let ask = Ask::get(Actor::Owner, "/api/v1/me");
    tour.take(&Step::new("and is out", "401", ask).status(401)).map(drop)
}
