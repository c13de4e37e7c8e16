//! 基本信息: another name is asked for, reviewed, and in force.

use serde_json::json;

use super::account::Account;
use super::review;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// Gives the account another name, as its owner asks and a reviewer agrees.
pub(super) fn rename(tour: &mut Tour<'_>, account: &mut Account) -> Result<(), Halt> {
    tour.chapter("The owner asks for another name")?;
    let path = format!("/api/v1/accounts/{}/register", account.app_id);
    let ask = Ask::get(Actor::Owner, path.clone());
    let step = Step::new("the register says beforehand what it takes", "one person, twice a year", ask);
    let name = json!({"field": "name", "value": account.name, "review": "one_person", "changes_left": 2});
    tour.take(&step.status(200).item("/fields", name))?;
    let change = |value: &str| {
        Ask::post(Actor::Owner, format!("{path}/changes"), json!({"field": "name", "value": value}))
    };
    let step = Step::new("a protected word is found at once", "422 at /value", change("微信官方小店"));
    let step = step.problem(422, "fields");
    tour.take(&step.item("/fields", json!({"pointer": "/value", "code": "protected_word"})))?;
    let wanted = format!("巡礼书店{}", tour.word());
    let step = Step::new("another name waits for a reviewer", "the old one holds", change(&wanted));
    let waits = json!({"field": "name", "value": account.name, "changes_left": 1});
    let asked = tour.take(&step.status(200).item("/fields", waits).word("/fields/0/pending/case"))?;
    let case = asked.word("/fields/0/pending/case");
    let taken = review::take(tour, &case, Actor::Reviewer, "the reviewer takes it")?;
    let ask = Ask::post(Actor::Reviewer, format!("{}/approve", review::case(&case)), taken.yes());
    let step = Step::new("and agrees", "approved", ask);
    tour.take(&step.status(200).is("/state", "approved").is("/kind", "name_change"))?;
    let ask = Ask::get(Actor::Owner, path.clone());
    let step = Step::new("the new name is in force", "and one change of the year is left", ask);
    let holds = json!({"field": "name", "value": wanted, "changes_left": 1});
    tour.take(&step.status(200).item("/fields", holds).nothing("/fields/0/pending"))?;
    let ask = Ask::get(Actor::Owner, format!("{path}/name/history"));
    let step = Step::new("the history tells both", "from the old name to the new one", ask);
    let told = json!({"before": account.name, "value": wanted, "outcome": "approved"});
    tour.take(&step.status(200).item("/items", told))?;
    account.name = wanted;
    Ok(())
}
