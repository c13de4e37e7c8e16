//! Step 8 of the main job: 修改授权 waits for review, 减少功能 does not.

use serde_json::json;

use super::account::Account;
use super::form::{self, Application, Submission};
use super::phone::{self, Place};
use super::review;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

const MORE: &str = "links";
const MORE_CALL: &str = "POST:/wxa/generate_urllink";
const BOTH: &[(&str, &[&str])] = &[(phone::CAPABILITY, &["scene_screenshot"]), (MORE, &[])];

pub(super) fn change(
    tour: &mut Tour<'_>,
    account: &Account,
    place: &Place,
    token: &str,
    granted: &Submission,
) -> Result<(), Halt> {
    tour.chapter("A change waits, the old stays in force")?;
    let path = form::authorization(account, &granted.authorization);
    let asked = ask_for_more(tour, account, granted, ["the owner asks for more", "and submits the change"])?;
    let code = phone::press(tour, place, "meanwhile the user offers the number")?;
    let name = "the old revision stays in force";
    let ask = phone::call(token, &code);
    tour.take(&phone::gives_number(name, "the number, as before (I2)", place, ask))?;
    let step = Step::new("the new one is not yet", "not allowed: capability_missing (I2)", {
        phone::explain(&account.app_id, MORE_CALL)
    });
    tour.take(&step.status(200).is("/allowed", false).is("/reason", "capability_missing"))?;
    let ask = Ask::act(Actor::Owner, format!("{path}/withdraw-submission"));
    let step = Step::new("the owner withdraws the submission", "effective, nothing pending", ask)
        .status(200)
        .is("/state", "effective")
        .is("/capabilities", json!([phone::CAPABILITY]))
        .nothing("/pending");
    tour.take(&step)?;
    let ask = Ask::act(Actor::Reviewer, format!("{}/take", review::case(&asked.case)));
    let step = Step::new("its case has left the desk", "409 case_closed", ask);
    tour.take(&step.problem(409, "case_closed"))?;
    let asked = ask_for_more(tour, account, granted, ["the owner asks again", "and submits it again"])?;
    let held = review::take(tour, &asked.case, Actor::Reviewer, "the reviewer takes the change")?;
    let ask = Ask::post(Actor::Reviewer, format!("{}/approve", review::case(&asked.case)), held.yes());
    let step = Step::new("the reviewer approves the change", "approved", ask);
    tour.take(&step.status(200).is("/state", "approved"))?;
    give_up(tour, account, &path)
}

fn ask_for_more(
    tour: &mut Tour<'_>,
    account: &Account,
    granted: &Submission,
    names: [&'static str; 2],
) -> Result<Submission, Halt> {
    let draft = json!({"authorization": granted.authorization, "form": form::sound(account, BOTH)});
    let state = "effective_pending";
    Application { by: Actor::Owner, account, draft, names, state }.submit(tour)
}

/// I3: less needs nobody's leave.
fn give_up(tour: &mut Tour<'_>, account: &Account, path: &str) -> Result<(), Halt> {
    let explain = phone::explain(&account.app_id, MORE_CALL);
    // The account may; that this version does not answer the call yet is said as what it is.
    let wanted = "held, and refused only because this version does not serve the call: call_not_served";
    let step = Step::new("now both are in force", wanted, explain.clone());
    tour.take(&step.status(200).is("/allowed", false).is("/reason", "call_not_served"))?;
    let ask = Ask::post(Actor::Owner, format!("{path}/give-up"), json!({"capabilities": [MORE]}));
    let step = Step::new("the owner gives one up", "effective with the other, no review (I3)", ask)
        .status(200)
        .is("/state", "effective")
        .is("/capabilities", json!([phone::CAPABILITY]))
        .nothing("/pending");
    tour.take(&step)?;
    let step = Step::new("given up, gone at once", "not allowed: capability_missing", explain);
    tour.take(&step.status(200).is("/allowed", false).is("/reason", "capability_missing")).map(drop)
}
