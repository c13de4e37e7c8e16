//! Steps with their times, and the counts that close a run.

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use anyhow::Result;

use crate::machine::Watch;

/// How a verb ended; the reasons have been printed by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Good,
    Bad,
}

/// Counted tests. Its text is the closing line of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// What became of a step.
pub(crate) enum Outcome {
    Done(String),
    NotRun(String),
}

/// The steps of one verb, in order, each announced and timed.
pub(crate) struct Steps {
    verb: &'static str,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    took: Duration,
    mark: &'static str,
    note: String,
}

impl Steps {
    pub(crate) fn of(verb: &'static str) -> Self {
        Self { verb, rows: Vec::new() }
    }

    /// Runs a step; a failed one is noted and does not stop the others.
    pub(crate) fn run(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) -> Ending {
        println!("== {}: {name}", self.verb);
        let watch = Watch::start();
        let (mark, note) = match work() {
            Ok(Outcome::Done(note)) => ("ok", note),
            Ok(Outcome::NotRun(why)) => ("not run", why),
            Err(error) => ("FAILED", format!("{error:#}")),
        };
        if !note.is_empty() {
            println!("   {mark}: {note}");
        }
        self.rows.push(Row { name: name.into(), took: watch.elapsed(), mark, note });
        if mark == "FAILED" { Ending::Bad } else { Ending::Good }
    }

    /// Prints the table of times, and says how the whole ended.
    pub(crate) fn close(&self) -> Ending {
        println!("\n{}: time per step", self.verb);
        for row in &self.rows {
            let note = row.note.lines().next().unwrap_or_default();
            println!("  {:>7.1} s  {:<7}  {:<12} {note}", row.took.as_secs_f64(), row.mark, row.name);
        }
        let whole: Duration = self.rows.iter().map(|row| row.took).sum();
        println!("  {:>7.1} s  in all", whole.as_secs_f64());
        if self.rows.iter().any(|row| row.mark == "FAILED") { Ending::Bad } else { Ending::Good }
    }
}
