//! The same decision, step by step.

use vermilion_model::Time;

use crate::ask::weigh;
use crate::recorder::Recorder;
use crate::{Allowed, Ask, InForce, Reason, Source, Step};

/// A decision with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What `decide` answers.
    pub outcome: Result<Allowed, Reason>,
    /// Every step taken, in order; the last one failed unless the call is allowed.
    pub steps: Vec<Line>,
}

/// One step taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub step: Step,
    /// What it found.
    pub outcome: Result<(), Reason>,
    /// What it rests on, where it is about a capability.
    pub sources: Vec<Source>,
}

/// Answers as [`crate::decide`] does and says why; counts nothing against a quota.
pub fn explain(in_force: &InForce, ask: &Ask, now: Time) -> Explanation {
    let mut lines = Lines(Vec::new());
    let outcome = weigh(in_force, ask, now, &mut lines);
    Explanation { outcome, steps: lines.0 }
}

struct Lines(Vec<Line>);

impl Recorder for Lines {
    const COUNTS: bool = false;

    fn saw<T>(&mut self, step: Step, outcome: Result<T, Reason>) -> Result<T, Reason> {
        let told = outcome.as_ref().map(|_| ()).map_err(|reason| *reason);
        self.0.push(Line { step, outcome: told, sources: Vec::new() });
        outcome
    }

    fn rests_on(&mut self, find: impl FnOnce() -> Vec<Source>) {
        if let Some(line) = self.0.last_mut() {
            line.sources = find();
        }
    }
}
