//! I7: nobody decides a case of their own.

use serde_json::json;

use super::account::Account;
use super::application::ASKED;
use super::form::{self, Application, Submission};
use super::staff::Staff;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// Neither an owner who is no reviewer, nor a reviewer who is an owner.
pub(super) fn undecidable(tour: &mut Tour<'_>, staff: &Staff, pending: &Submission) -> Result<(), Halt> {
    tour.chapter("Nobody decides a case of their own")?;
    let ask = approve(Actor::Owner, &pending.case, 1);
    let step = Step::new("the applicant decides nothing", "403 or 404: the desk is not theirs", ask);
    tour.take(&step.status_of(&[403, 404]))?;
    staff.sign_in(tour, Actor::SecondReviewer)?;
    let ask = Ask::post(
        Actor::SecondReviewer,
        "/api/v1/accounts",
        json!({"account_type": "mini_program", "account_name": format!("审核员小店{}", tour.word())}),
    );
    let step = Step::new("a reviewer owns a mini program too", "201 and its AppID", ask);
    let made = tour.take(&step.status(201).word("/app_id").word("/name"))?;
    let own = Account {
        app_id: made.word("/app_id"),
        name: made.word("/name"),
        password: String::new(),
        secret: String::new(),
    };
    let application = Application {
        by: Actor::SecondReviewer,
        account: &own,
        draft: json!({"form": form::sound(&own, ASKED)}),
        names: ["who applies as an owner does", "and submits"],
        state: "pending",
    };
    let own_case = application.submit(tour)?;
    let ask = approve(Actor::SecondReviewer, &own_case.case, 1);
    let step = Step::new("and does not decide its case", "403 own_application (I7)", ask);
    tour.take(&step.problem(403, "own_application"))?;
    let path = format!("{}/withdraw-submission", form::authorization(&own, &own_case.authorization));
    let step = Step::new("it is withdrawn", "withdrawn", Ask::act(Actor::SecondReviewer, path));
    tour.take(&step.status(200).is("/state", "withdrawn").nothing("/pending")).map(drop)
}

fn approve(by: Actor, case: &str, version: i64) -> Ask {
    Ask::post(by, format!("/api/v1/review/cases/{case}/approve"), json!({"version": version}))
}
