//! Steps 5 and 6 of the main job: the desk rejects with a reason, then approves.

use serde_json::{Value, json};

use super::account::Account;
use super::application::ASKED;
use super::form::{self, Application, Submission};
use super::phone;
use super::staff::Staff;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// Where the desk keeps a case.
pub(super) fn case(id: &str) -> String {
    format!("/api/v1/review/cases/{id}")
}

/// Signs the reviewer in; gives their member's id.
pub(super) fn sign_in(tour: &mut Tour<'_>, staff: &Staff) -> Result<String, Halt> {
    tour.chapter("The desk rejects, with a reason")?;
    staff.sign_in(tour, Actor::Reviewer)
}

/// A case in a reviewer's hands.
pub(super) struct Taken {
    pub(super) version: i64,
    checklist: Vec<(String, String)>,
}

impl Taken {
    /// Every item judged: faulty where its pointer is this one, fine elsewhere.
    pub(super) fn checks(&self, faulty: &str) -> Value {
        let verdict = |pointer: &str| if pointer == faulty { "faulty" } else { "fine" };
        let checks = self.checklist.iter().map(|(id, pointer)| (id.clone(), json!(verdict(pointer))));
        Value::Object(checks.collect())
    }

    /// What approves it.
    pub(super) fn yes(&self) -> Value {
        json!({"version": self.version, "checks": self.checks("-")})
    }

    /// What rejects it, with this reason at this field.
    pub(super) fn no(&self, code: &str, pointer: &str, text: &str) -> Value {
        let reasons = json!([{"code": code, "pointer": pointer, "text": text}]);
        json!({"version": self.version, "reasons": reasons, "checks": self.checks(pointer)})
    }
}

/// The reviewer takes the case.
pub(super) fn take(tour: &mut Tour<'_>, id: &str, by: Actor, name: &'static str) -> Result<Taken, Halt> {
    let ask = Ask::act(by, format!("{}/take", case(id)));
    let step = Step::new(name, "the case, held for a while", ask).status(200).is("/id", id);
    let taken = tour.take(&step.word("/taken_until").word("/due_at").is("/overdue", false))?;
    let items = taken.at("/checklist").as_array().cloned().unwrap_or_default();
    let text =
        |item: &Value, name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let checklist = items.iter().map(|item| (text(item, "id"), text(item, "pointer"))).collect();
    Ok(Taken { version: taken.at("/version").as_i64().unwrap_or_default(), checklist })
}

pub(super) fn reject_then_mend(
    tour: &mut Tour<'_>,
    account: &Account,
    pending: &Submission,
    reviewer: &str,
) -> Result<Submission, Halt> {
    let ask = Ask::get(Actor::Reviewer, "/api/v1/review/cases").query("state", "open").query("limit", "100");
    let step = Step::new("the case is on the desk", "in the list of open cases", ask).status(200);
    tour.take(&step.item("/items", json!({"id": pending.case, "state": "open"})))?;
    let taken = take(tour, &pending.case, Actor::Reviewer, "the reviewer takes it")?;
    let ask = Ask::get(Actor::Reviewer, "/api/v1/review/reasons");
    let step = Step::new("the desk offers coded reasons", "evidence_unrelated among them", ask);
    tour.take(&step.status(200).item("/items", json!({"code": REASON})))?;
    let reject = |body| Ask::post(Actor::Reviewer, format!("{}/reject", case(&pending.case)), body);
    let none = json!({"version": taken.version, "reasons": [], "checks": taken.checks(FIELD)});
    let step = Step::new("no rejection without a reason", "409 or 422", reject(none));
    tour.take(&step.status_of(&[409, 422]))?;
    let unjudged = json!({"version": taken.version, "reasons": [{"code": REASON, "pointer": FIELD}]});
    let step =
        Step::new("nor before each item is judged", "422: all faults are to come at once", reject(unjudged))
            .problem(422, "fields")
            .item("/fields", json!({"code": "verdict_missing"}));
    tour.take(&step)?;
    let step = Step::new(
        "the reviewer rejects",
        "rejected, by this reviewer",
        reject(taken.no(REASON, FIELD, TEXT)),
    );
    tour.take(&step.status(200).is("/state", "rejected").is("/decided_by/id", reviewer))?;
    told(tour, account, pending)?;
    mend(tour, account, pending)
}

const REASON: &str = "evidence_unrelated";
const FIELD: &str = "/evidence/phone_number";
const TEXT: &str = "截图里没有获取手机号的按钮。";

/// The applicant reads the reason where it belongs.
fn told(tour: &mut Tour<'_>, account: &Account, pending: &Submission) -> Result<(), Halt> {
    let ask = Ask::get(Actor::Owner, form::authorization(account, &pending.authorization));
    let step = Step::new("the owner reads why", "the reason, its field, the reviewer's words", ask)
        .status(200)
        .is("/state", "rejected")
        .nothing("/pending")
        .is("/last_outcome/outcome", "rejected")
        .item("/last_outcome/reasons", json!({"code": REASON, "pointer": FIELD, "text": TEXT}))
        .word("/last_outcome/reasons/0/detail");
    tour.take(&step).map(drop)
}

fn mend(tour: &mut Tour<'_>, account: &Account, pending: &Submission) -> Result<Submission, Halt> {
    tour.chapter("Mended and approved")?;
    let application = Application {
        by: Actor::Owner,
        account,
        draft: json!({"authorization": pending.authorization, "form": form::sound(account, ASKED)}),
        names: ["the owner mends the named field", "and submits again"],
        state: "pending",
    };
    let mended = application.submit(tour)?;
    let ask = Ask::get(Actor::Owner, form::authorization(account, &pending.authorization));
    let step = Step::new("it is the same authorization", "two revisions, the second waiting", ask)
        .status(200)
        .is("/id", mended.authorization.as_str())
        .is("/pending/case", mended.case.as_str())
        .item("/revisions", json!({"number": 1, "outcome": "rejected"}))
        .item("/revisions", json!({"number": 2}));
    tour.take(&step)?;
    Ok(mended)
}

pub(super) fn approve(
    tour: &mut Tour<'_>,
    account: &Account,
    mended: &Submission,
    reviewer: &str,
) -> Result<(), Halt> {
    let taken = take(tour, &mended.case, Actor::Reviewer, "the reviewer takes the mended case")?;
    let path = format!("{}/approve", case(&mended.case));
    let stale = Ask::post(Actor::Reviewer, &path, json!({"version": taken.version + 7}));
    let step = Step::new("who looked at another version decides nothing", "409", stale);
    tour.take(&step.status(409))?;
    let ask = Ask::post(Actor::Reviewer, &path, taken.yes());
    let step = Step::new("the reviewer approves", "approved, by this reviewer", ask);
    tour.take(&step.status(200).is("/state", "approved").is("/decided_by/id", reviewer))?;
    let ask = Ask::get(Actor::Owner, form::authorization(account, &mended.authorization));
    let step = Step::new("the owner sees it in force", "effective, with its capability", ask)
        .status(200)
        .is("/state", "effective")
        .is("/capabilities", json!([phone::CAPABILITY]))
        .nothing("/pending")
        .word("/effective_since");
    tour.take(&step).map(drop)
}
