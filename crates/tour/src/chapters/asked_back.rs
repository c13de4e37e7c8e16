//! A question and its answer, and a rejection of each other family with its mending.

use serde_json::{Value, json};

use super::account::Account;
use super::form::{self, Application, Submission};
use super::review;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

pub(super) const CAPABILITY: &str = "customer_message";
const ASKED: &[(&str, &[&str])] = &[(CAPABILITY, &[])];
const PURPOSE: &str = "/purpose/customer_message";

/// Gives what was rejected last.
pub(super) fn ask_then_reject(tour: &mut Tour<'_>, account: &Account) -> Result<Submission, Halt> {
    tour.chapter("The reviewer asks, the clock stands")?;
    let draft = json!({"form": form::sound(account, ASKED)});
    let names = ["the owner asks for customer messages", "and submits that too"];
    let first = Application { by: Actor::Owner, account, draft, names, state: "pending" }.submit(tour)?;
    question(tour, account, &first)?;
    tour.chapter("Rejected for what does not match, then for the rules")?;
    let taken = review::take(tour, &first.case, Actor::Reviewer, "the reviewer takes the answered case")?;
    let no = taken.no("introduction_mismatch", "/account_name", "介绍里没有这项服务。");
    let step = reject(&first, "the register does not match", "rejected: mended in the register", no);
    tour.take(&step)?;
    let names = ["the owner mends the register's side", "and submits once more"];
    let second = again(tour, account, &first, names)?;
    let ask = Ask::get(Actor::Reviewer, review::case(&second.case));
    let step = Step::new("what was fine and did not change stays so", "the purpose: fine, unchanged", ask)
        .status(200)
        .item(
            "/checklist",
            json!({"pointer": PURPOSE, "verdict": "fine", "before": {"verdict": "fine", "changed": false}}),
        )
        .item("/checklist", json!({"pointer": "/account_name", "verdict": null}));
    tour.take(&step)?;
    let taken = review::take(tour, &second.case, Actor::Reviewer, "the reviewer takes what was mended")?;
    let no = taken.no("purpose_forbidden", PURPOSE, "客服消息不得用于营销。");
    let step = reject(&second, "the purpose does not meet the rules", "rejected, bound to the purpose", no);
    tour.take(&step)?;
    let ask = Ask::get(Actor::Owner, own_case(account, &second.case));
    let step = Step::new("the owner reads that it can be appealed", "rejected: purpose_forbidden", ask)
        .status(200)
        .is("/may_appeal", true)
        .item("/reasons", json!({"code": "purpose_forbidden", "pointer": PURPOSE}));
    tour.take(&step)?;
    Ok(second)
}

pub(super) fn own_case(account: &Account, id: &str) -> String {
    format!("/api/v1/accounts/{}/cases/{id}", account.app_id)
}

fn question(tour: &mut Tour<'_>, account: &Account, pending: &Submission) -> Result<(), Halt> {
    let path = own_case(account, &pending.case);
    let step =
        Step::new("the owner sees the place in the queue", "a position", Ask::get(Actor::Owner, &path))
            .status(200)
            .is("/turn", "reviewer")
            .holds("there is a position", |answer| answer.at("/waiting/position").as_i64() >= Some(1));
    let due = tour.take(&step)?.word("/due_at");
    let taken = review::take(tour, &pending.case, Actor::Reviewer, "the reviewer takes the request")?;
    let question = json!({"version": taken.version, "pointer": PURPOSE, "text": "客服消息在哪一步发出？"});
    let ask = Ask::post(Actor::Reviewer, format!("{}/ask", review::case(&pending.case)), question);
    let step = Step::new("and asks instead of rejecting", "the applicant's turn, until it would lapse", ask)
        .status(200)
        .is("/turn", "applicant")
        .word("/lapses_at");
    tour.take(&step)?;
    let ask = Ask::get(Actor::Owner, &path);
    let step = Step::new("the owner reads the question", "at its field, and not who asks", ask)
        .status(200)
        .is("/turn", "applicant")
        .item("/thread", json!({"kind": "question", "by": "reviewer", "pointer": PURPOSE}));
    tour.take(&step)?;
    let ask =
        Ask::post(Actor::Owner, format!("{path}/answer"), json!({"text": "订单发货后，仅发给下单的用户。"}));
    let step = Step::new("and answers", "the reviewers' turn; they have the days that were left", ask)
        .status(200)
        .is("/turn", "reviewer")
        .is("/due_at", due.as_str())
        .item("/thread", json!({"kind": "answer", "by": "applicant"}));
    tour.take(&step)?;
    let note = json!({"text": "答复可信，介绍需核对。"});
    let ask = Ask::post(Actor::Reviewer, format!("{}/notes", review::case(&pending.case)), note);
    let step = Step::new("the reviewer leaves colleagues a note", "201, in the thread", ask);
    tour.take(&step.status(201).item("/thread", json!({"kind": "note"})))?;
    let step = Step::new("which the owner does not see", "no note", Ask::get(Actor::Owner, &path));
    tour.take(&step.status(200).no_item("/thread", json!({"kind": "note"}))).map(drop)
}

fn reject(of: &Submission, name: &'static str, expects: &'static str, body: Value) -> Step {
    let ask = Ask::post(Actor::Reviewer, format!("{}/reject", review::case(&of.case)), body);
    Step::new(name, expects, ask).status(200).is("/state", "rejected")
}

fn again(
    tour: &mut Tour<'_>,
    account: &Account,
    rejected: &Submission,
    names: [&'static str; 2],
) -> Result<Submission, Halt> {
    let draft = json!({"authorization": rejected.authorization, "form": form::sound(account, ASKED)});
    Application { by: Actor::Owner, account, draft, names, state: "pending" }.submit(tour)
}
