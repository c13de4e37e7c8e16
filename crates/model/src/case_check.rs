//! Verdicts on the items of a case's checklist: all are given before a decision, so that all faults come at once.

use serde::{Deserialize, Serialize};

/// What a reviewer found at an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing to object to.
    Fine,
    /// A reason of the rejection says why.
    Faulty,
}

impl Verdict {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Fine => "fine",
            Verdict::Faulty => "faulty",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Verdict> {
        [Verdict::Fine, Verdict::Faulty].into_iter().find(|verdict| verdict.word() == word)
    }
}

/// The verdict on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckVerdict {
    /// The item's id, stable within the case.
    pub item: String,
    /// What was found.
    pub verdict: Verdict,
}
