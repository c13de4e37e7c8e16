//! The call that everything turns on: a user's phone number.

use serde_json::json;
use vermilion_wire::ErrCode;

use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

pub(super) const CAPABILITY: &str = "phone_number";
pub(super) const SCOPE: &str = "scope.phoneNumber";
pub(super) const CALL: &str = "POST:/wxa/business/getuserphonenumber";

/// Whose number, for which account.
pub(super) struct Place {
    pub(super) app_id: String,
    pub(super) user: String,
    /// Without the country's code.
    pub(super) phone: &'static str,
}

/// The user presses the button; gives the code.
pub(super) fn press(tour: &mut Tour<'_>, place: &Place, name: &'static str) -> Result<String, Halt> {
    let path = format!("/host/v1/users/{}/phone-codes", place.user);
    let body = json!({"app_id": place.app_id, "notice": 1});
    let step = Step::new(name, "201 and a single-use code", Ask::post(Actor::HostApp, path, body));
    Ok(tour.take(&step.status(201).word("/code"))?.word("/code"))
}

pub(super) fn call(token: &str, code: &str) -> Ask {
    let ask = Ask::post(Actor::AppServer, "/wxa/business/getuserphonenumber", json!({"code": code}));
    ask.query("access_token", token)
}

pub(super) fn explain(app_id: &str, call: &str) -> Ask {
    Ask::get(Actor::Owner, format!("/api/v1/accounts/{app_id}/explain")).query("call", call)
}

/// A step that expects the number.
pub(super) fn gives_number(name: &'static str, expects: &'static str, place: &Place, ask: Ask) -> Step {
    Step::new(name, expects, ask)
        .ok()
        .is("/phone_info/purePhoneNumber", place.phone)
        .is("/phone_info/countryCode", "86")
        .is("/phone_info/watermark/appid", place.app_id.as_str())
}

/// Before any grant; gives the code, which the refusal must leave unspent.
pub(super) fn refused_before(tour: &mut Tour<'_>, place: &Place, token: &str) -> Result<String, Halt> {
    let code = press(tour, place, "the user offers the phone number")?;
    let step = Step::new("no grant, no number", "48001 and a rid", call(token, &code));
    let refused = tour.take(&step.refused(&[ErrCode::API_UNAUTHORIZED]))?;
    let rid = refused.rid().map(|rid| rid.to_string()).unwrap_or_default();
    look_up(tour, place, &rid, "the refusal is looked up by its rid")?;
    let step = Step::new("explain says why, and what to do", "capability_missing, with a next step", {
        explain(&place.app_id, CALL)
    });
    let step = step.status(200).is("/allowed", false).is("/reason", "capability_missing").word("/next");
    tour.take(&step)?;
    Ok(code)
}

/// The owner finds a refusal for want of a capability in the console.
pub(super) fn look_up(tour: &mut Tour<'_>, place: &Place, rid: &str, name: &'static str) -> Result<(), Halt> {
    let ask = Ask::get(Actor::Owner, format!("/api/v1/accounts/{}/refusals/{rid}", place.app_id));
    let step = Step::new(name, "the call, the reason and the next step", ask)
        .status(200)
        .is("/rid", rid)
        .is("/call", CALL)
        .is("/reason", "capability_missing")
        .word("/detail")
        .word("/next");
    tour.take(&step).map(drop)
}

/// I2: what is only asked for opens nothing.
pub(super) fn refused_while_pending(tour: &mut Tour<'_>, token: &str, code: &str) -> Result<(), Halt> {
    let step = Step::new("what is only asked for opens nothing", "48001, as before (I2)", call(token, code));
    tour.take(&step.refused(&[ErrCode::API_UNAUTHORIZED])).map(drop)
}

/// Approved: the same code, kept since before the grant, gives the number once.
pub(super) fn allowed(tour: &mut Tour<'_>, place: &Place, token: &str, code: &str) -> Result<(), Halt> {
    tour.chapter("The very next call is allowed")?;
    let name = "approved: the very next call gives the number";
    tour.take(&gives_number(name, "the number, for the code refused before", place, call(token, code)))?;
    let step = Step::new("a phone code works once", "40029 or 40163 (I6)", call(token, code));
    tour.take(&step.refused(&[ErrCode::INVALID_CODE, ErrCode::CODE_BEEN_USED]))?;
    let step = Step::new("explain says so", "allowed", explain(&place.app_id, CALL));
    tour.take(&step.status(200).is("/allowed", true))?;
    let ask = Ask::get(Actor::Owner, format!("/api/v1/accounts/{}/calls", place.app_id));
    let step = Step::new("the console's list of calls agrees", "the call, allowed", ask).status(200);
    tour.take(&step.item("/items", json!({"call": CALL, "allowed": true}))).map(drop)
}
