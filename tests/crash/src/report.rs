//! What the rounds came to.

use std::collections::BTreeMap;
use std::fmt;

use crate::check::Found;
use crate::journal::Counts;
use crate::round::{Ended, Plan};

/// Of all rounds.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) counted: u32,
    uncounted: u32,
    counts: Counts,
    found: Found,
    kills: BTreeMap<String, u32>,
}

impl Report {
    /// Adds a round, and says what was wrong with it.
    pub(crate) fn add(&mut self, plan: &Plan, ended: &Ended) {
        let counts = ended.counts_as_round();
        *(if counts { &mut self.counted } else { &mut self.uncounted }) += 1;
        self.counts += ended.counts;
        *self.kills.entry(ended.killed.clone()).or_default() += 1;
        let Found { lost, spent_twice, revived, broken, .. } = &ended.found;
        for (word, list) in
            [("lost", lost), ("spent twice", spent_twice), ("revived", revived), ("broken", broken)]
        {
            for what in list.iter().take(5) {
                println!("round {} (seed {}): {word}: {what}", plan.number, plan.seed);
            }
        }
        self.found.add(ended.found.clone());
        println!(
            "round {}: {} acknowledged, {} taken away, killed {}{}",
            plan.number,
            ended.counts.acked(),
            ended.counts.taken_away,
            ended.killed,
            if counts { "" } else { " (does not count)" }
        );
    }

    /// Whether what was acknowledged was not so.
    pub(crate) fn lost_something(&self) -> bool {
        let Found { lost, spent_twice, revived, .. } = &self.found;
        !(lost.is_empty() && spent_twice.is_empty() && revived.is_empty())
    }

    /// Whether anything was found that must not be.
    pub(crate) fn is_bad(&self) -> bool {
        self.found.is_bad() || self.counts.refused > 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (counts, found) = (&self.counts, &self.found);
        writeln!(f, "rounds that count: {} ({} more did not)", self.counted, self.uncounted)?;
        writeln!(
            f,
            "acknowledged: {} ({} codes spent, {} taken away, {} made)",
            counts.acked(),
            counts.spent,
            counts.taken_away,
            counts.made
        )?;
        writeln!(
            f,
            "found as acknowledged: {}; unanswered: {} done, {} not",
            found.well, found.done, found.undone
        )?;
        writeln!(
            f,
            "lost: {}, spent twice: {}, revived: {}, refused wrongly: {}, audit or memory broken: {}",
            found.lost.len(),
            found.spent_twice.len(),
            found.revived.len(),
            counts.refused,
            found.broken.len()
        )?;
        let kills: Vec<String> = self.kills.iter().map(|(step, times)| format!("{step} {times}")).collect();
        write!(f, "kills: {}", kills.join(", "))
    }
}
