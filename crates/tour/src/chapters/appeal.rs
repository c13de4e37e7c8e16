//! An appeal: once, and to others than those who rejected (I7).

use serde_json::{Value, json};

use super::account::Account;
use super::asked_back::{CAPABILITY, own_case};
use super::form::{self, Submission};
use super::review;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

pub(super) fn appeal(tour: &mut Tour<'_>, account: &Account, rejected: &Submission) -> Result<(), Halt> {
    tour.chapter("The owner appeals")?;
    let path = format!("{}/appeal", own_case(account, &rejected.case));
    let grounds = Ask::post(Actor::Owner, &path, json!({"text": "只发物流通知，不含营销内容。"}));
    let step =
        Step::new("the owner appeals the rejection", "201: a case of its own on the desk", grounds.clone())
            .status(201)
            .is("/appeal_of", rejected.case.as_str())
            .is("/turn", "reviewer")
            .word("/id");
    let case = tour.take(&step)?.word("/id");
    let step = Step::new("once", "409 already_appealed", grounds);
    tour.take(&step.problem(409, "already_appealed"))?;
    let ask = Ask::act(Actor::Reviewer, format!("{}/take", review::case(&case)));
    let step = Step::new("who rejected does not decide the appeal", "409 decided_before (I7)", ask);
    tour.take(&step.problem(409, "decided_before"))?;
    let before = overturned(tour)?;
    let taken = review::take(tour, &case, Actor::SecondReviewer, "another reviewer takes it")?;
    let ask = Ask::post(Actor::SecondReviewer, format!("{}/approve", review::case(&case)), taken.yes());
    let step = Step::new("and overturns the rejection", "approved", ask);
    tour.take(&step.status(200).is("/state", "approved").is("/appeal_of", rejected.case.as_str()))?;
    let ask = Ask::get(Actor::Owner, form::authorization(account, &rejected.authorization));
    let step = Step::new("what was appealed for is in force", "effective", ask);
    let capabilities = json!([CAPABILITY]);
    tour.take(&step.status(200).is("/state", "effective").is("/capabilities", capabilities))?;
    let ask = Ask::get(Actor::Operator, "/api/v1/operations/review/rates");
    let step =
        Step::new("operators see which reason did not hold", "purpose_forbidden: overturned once more", ask);
    tour.take(
        &step.status(200).item("/reasons", json!({"code": "purpose_forbidden", "overturned": before + 1})),
    )
    .map(drop)
}

/// How often the reason was overturned so far: nobody says that this tour is the first.
fn overturned(tour: &mut Tour<'_>) -> Result<u64, Halt> {
    let ask = Ask::get(Actor::Operator, "/api/v1/operations/review/rates");
    let step = Step::new("operators see which reasons held so far", "a list", ask).status(200);
    let answer = tour.take(&step)?;
    let mut reasons = answer.at("/reasons").as_array().into_iter().flatten();
    let ours = reasons.find(|reason| reason.get("code").is_some_and(|code| code == "purpose_forbidden"));
    Ok(ours.and_then(|reason| reason.get("overturned")).and_then(Value::as_u64).unwrap_or(0))
}
