//! The people of the platform, whom a simulated installation has from the start.

use serde_json::json;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// The logins of the platform's people, as the installation gives them.
pub(super) struct Staff(Answer);

pub(super) fn read(tour: &mut Tour<'_>) -> Result<Staff, Halt> {
    tour.chapter("A simulated installation")?;
    let mut step = Step::new(
        "the installation says who works here",
        "logins of two reviewers, an operator and an auditor",
        Ask::get(Actor::Anyone, "/dev/v1/env"),
    )
    .status(200);
    for actor in [Actor::Reviewer, Actor::SecondReviewer, Actor::Operator, Actor::Auditor] {
        if let Some((login, password)) = actor.seeds() {
            step = step.word(login).word(password);
        }
    }
    Ok(Staff(tour.take(&step)?))
}

impl Staff {
    /// Signs one of them in; gives their member's id.
    pub(super) fn sign_in(&self, tour: &mut Tour<'_>, actor: Actor) -> Result<String, Halt> {
        let Some((login, password)) = actor.seeds() else { return Ok(String::new()) };
        let (session, me) = match actor {
            Actor::Reviewer => ("the reviewer signs in", "the reviewer is one"),
            Actor::SecondReviewer => ("the second reviewer signs in", "the second reviewer is one"),
            Actor::Auditor => ("the auditor signs in", "the auditor is one"),
            _ => ("the operator signs in", "the operator is one"),
        };
        let role = match actor {
            Actor::Reviewer | Actor::SecondReviewer => "reviewer",
            Actor::Auditor => "auditor",
            _ => "operator",
        };
        let words = json!({"login": self.0.word(login), "password": self.0.word(password)});
        let ask = Ask::post(actor, "/api/v1/sessions", words);
        tour.take(&Step::new(session, "201 and a session", ask).status(201).word("/expires_at"))?;
        let ask = Ask::get(actor, "/api/v1/me");
        let step = Step::new(me, "the role on the platform that the seeds promise", ask);
        let step = step.status(200).word("/id").item("/platform_roles", json!(role));
        Ok(tour.take(&step)?.word("/id"))
    }
}
