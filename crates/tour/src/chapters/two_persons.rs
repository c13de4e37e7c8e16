//! I7: a high-risk capability takes two different reviewers.

use serde_json::json;

use super::account::Account;
use super::form::{self, Application};
use super::review;
use super::staff::Staff;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

const CAPABILITY: &str = "payment";
const ASKED: &[(&str, &[&str])] = &[(CAPABILITY, &["business_licence", "merchant_agreement"])];

pub(super) fn decide(
    tour: &mut Tour<'_>,
    staff: &Staff,
    account: &Account,
    reviewer: &str,
) -> Result<(), Halt> {
    tour.chapter("High risk takes two reviewers")?;
    let application = Application {
        by: Actor::Owner,
        account,
        draft: json!({"form": form::sound(account, ASKED)}),
        names: ["the owner asks to take payments", "and submits that"],
        state: "pending",
    };
    let asked = application.submit(tour)?;
    let second = staff.sign_in(tour, Actor::SecondReviewer)?;
    let path = format!("{}/approve", review::case(&asked.case));
    let taken = review::take(tour, &asked.case, Actor::Reviewer, "the first reviewer takes it")?;
    let ask = Ask::post(Actor::Reviewer, &path, taken.yes());
    let step = Step::new("one approval is not enough", "still open, the first approval noted", ask)
        .status(200)
        .is("/state", "open")
        .is("/first_by/id", reviewer);
    let version = tour.take(&step)?.at("/version").as_i64().unwrap_or_default();
    let ask = Ask::post(Actor::Reviewer, &path, json!({"version": version}));
    let step = Step::new("the same reviewer does not count twice", "409 second_reviewer_needed (I7)", ask);
    tour.take(&step.problem(409, "second_reviewer_needed"))?;
    let ask = Ask::get(Actor::Owner, form::authorization(account, &asked.authorization));
    let step = Step::new("nothing is in force yet", "pending, no capability", ask.clone());
    tour.take(&step.status(200).is("/state", "pending").is("/capabilities", json!([])))?;
    let name = "the second reviewer takes it over";
    let taken = review::take(tour, &asked.case, Actor::SecondReviewer, name)?;
    let approve = Ask::post(Actor::SecondReviewer, &path, taken.yes());
    let step = Step::new("another reviewer approves", "approved, by two persons", approve)
        .status(200)
        .is("/state", "approved")
        .is("/first_by/id", reviewer)
        .is("/decided_by/id", second.as_str());
    tour.take(&step)?;
    let step = Step::new("now it is in force", "effective", ask);
    tour.take(&step.status(200).is("/state", "effective").is("/capabilities", json!([CAPABILITY]))).map(drop)
}
