//! What one caller knows: of each thing the state that was acknowledged, and the one that may be.

use std::collections::{BTreeMap, BTreeSet};

use vermilion_model::{Authorization, Id, Ordinal, User};

/// A thing that has a state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A user and the pair with the caller's account.
    User(Id<User>),
    /// What that user allows.
    Consent(Id<User>, Ordinal),
    /// An authorization.
    Authorization(Id<Authorization>),
    /// The account's secret; its state is its text.
    Secret,
    /// A login code.
    Code(String),
    /// A phone code.
    PhoneCode(String),
    /// Whether the caller's other account may act.
    Standing,
    /// Whether the secrets of that account work.
    Secrets,
    /// The stable token that a secret fetches; its state is its text.
    Stable(String),
}

/// A code's states.
pub(crate) const FRESH: &str = "fresh";
pub(crate) const SPENT: &str = "spent";
/// Of accounts and their secrets.
pub(crate) const GOOD: &str = "good";
pub(crate) const SUSPENDED: &str = "suspended";
pub(crate) const USABLE: &str = "usable";
pub(crate) const FROZEN: &str = "frozen";
/// Of what was never made.
pub(crate) const ABSENT: &str = "absent";

#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// Acknowledged last.
    pub(crate) acked: String,
    /// Asked for, and not answered, or answered with something that tells nothing.
    pub(crate) maybe: Option<String>,
}

/// What was acknowledged, by what it did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) made: u32,
    pub(crate) spent: u32,
    /// Revoked, given up, withdrawn, reset, suspended, frozen, ended.
    pub(crate) taken_away: u32,
    /// Answers that nobody should have got.
    pub(crate) refused: u32,
}

impl Counts {
    pub(crate) fn acked(&self) -> u32 {
        self.made + self.spent + self.taken_away
    }
}

impl Counts {
    /// What came since.
    pub(crate) fn less(&self, before: &Counts) -> Counts {
        Counts {
            made: self.made - before.made,
            spent: self.spent - before.spent,
            taken_away: self.taken_away - before.taken_away,
            refused: self.refused - before.refused,
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.made += other.made;
        self.spent += other.spent;
        self.taken_away += other.taken_away;
        self.refused += other.refused;
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    things: BTreeMap<Subject, Known>,
    touched: BTreeSet<Subject>,
    pub(crate) counts: Counts,
}

impl Journal {
    /// The acknowledged state, when nothing is in doubt.
    pub(crate) fn sure(&self, subject: &Subject) -> Option<&str> {
        let known = self.things.get(subject)?;
        known.maybe.is_none().then_some(known.acked.as_str())
    }

    /// A request is on its way that would bring the subject there.
    pub(crate) fn ask(&mut self, subject: &Subject, state: &str, from: &str) {
        let fresh = || Known { acked: from.to_owned(), maybe: None };
        self.things.entry(subject.clone()).or_insert_with(fresh).maybe = Some(state.to_owned());
        self.touched.insert(subject.clone());
    }

    /// It was acknowledged.
    pub(crate) fn acked(&mut self, subject: &Subject) {
        if let Some(known) = self.things.get_mut(subject)
            && let Some(state) = known.maybe.take()
        {
            known.acked = state;
        }
    }

    /// What is so, whatever was known.
    pub(crate) fn is(&mut self, subject: &Subject, state: &str) {
        self.things.insert(subject.clone(), Known { acked: state.to_owned(), maybe: None });
    }

    /// What is to be looked at after a kill: what this round touched, or all there ever was.
    pub(crate) fn due(&mut self, all: bool) -> Vec<(Subject, Known)> {
        let touched = std::mem::take(&mut self.touched);
        let things = self.things.iter().filter(|(subject, _)| all || touched.contains(*subject));
        things.map(|(subject, known)| (subject.clone(), known.clone())).collect()
    }

    /// Acknowledged states of one kind of thing.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&Subject, &str)> {
        self.things.iter().map(|(subject, known)| (subject, known.acked.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_in_doubt_until_it_is_acknowledged() {
        let mut journal = Journal::default();
        let code = Subject::Code("c".into());
        journal.ask(&code, SPENT, FRESH);
        assert_eq!(journal.sure(&code), None);
        journal.acked(&code);
        assert_eq!(journal.sure(&code), Some(SPENT));
        assert_eq!(journal.due(false).len(), 1);
        assert_eq!(journal.due(false).len(), 0);
        assert_eq!(journal.due(true).len(), 1);
    }
}
