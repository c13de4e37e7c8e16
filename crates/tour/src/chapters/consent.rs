//! Step 9 of the main job: a user takes back what is theirs.

use serde_json::json;
use vermilion_wire::ErrCode;

use super::phone::{self, Place};
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

pub(super) fn withdraw(tour: &mut Tour<'_>, place: &Place, token: &str) -> Result<(), Halt> {
    tour.chapter("The user withdraws consent")?;
    let code = phone::press(tour, place, "the user offers the number once more")?;
    let consents = format!("/host/v1/users/{}/consents", place.user);
    let step = Step::new("the user sees what was given", "the phone number, to this mini program", {
        Ask::get(Actor::HostApp, &consents)
    });
    let given = json!({"app_id": place.app_id, "scope": phone::SCOPE, "withdrawn_at": null});
    tour.take(&step.status(200).item("/items", given.clone()))?;
    let ask = Ask::delete(Actor::HostApp, format!("{consents}/{}/{}", place.app_id, phone::SCOPE));
    tour.take(&Step::new("the user withdraws it", "204", ask).status(204))?;
    let step = Step::new(
        "the unspent code died with the consent",
        "40029 for the very next request (I4)",
        phone::call(token, &code),
    );
    tour.take(&step.refused(&[ErrCode::INVALID_CODE]).nothing("/phone_info"))?;
    let ask = Ask::get(Actor::HostApp, &consents);
    let step = Step::new("the list says so", "no phone number still given", ask);
    tour.take(&step.status(200).no_item("/items", given))?;
    let code = phone::press(tour, place, "the user consents again")?;
    let name = "a new consent, a new code, and it works";
    tour.take(&phone::gives_number(name, "the number", place, phone::call(token, &code))).map(drop)
}
