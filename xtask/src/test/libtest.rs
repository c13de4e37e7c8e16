//! Runs cargo's tests and reads what they print: little is shown of those that pass, all of those that fail.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Mode, Session};
use crate::report::{Outcome, Tally};

pub(super) fn run(session: &mut Session<'_>) -> Result<Outcome> {
    let words = [
        "test",
        "--workspace",
        "--all-targets",
        "--features",
        super::FEATURES,
        "--locked",
        "--no-fail-fast",
        "--color=never",
        "--",
        "--show-output",
    ];
    let cargo = session.checkout.cargo(&words);
    read(session, cargo, "tests")
}

/// Runs cargo with this session's variables, adds what it counted, and fails if a test did.
pub(super) fn read(session: &mut Session<'_>, mut cargo: Command, log: &str) -> Result<Outcome> {
    let log = session.checkout.target()?.join(format!("xtask-{}.log", log.replace(' ', "-")));
    let (reader, writer) = std::io::pipe().context("no pipe")?;
    cargo
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .envs(session.variables.iter().map(|(name, value)| (name, value)));
    if session.mode == Mode::Quick {
        cargo.env_remove("VERMILION_TEST_POSTGRES");
    }
    let mut child = cargo.spawn().context("cannot start cargo")?;
    // Cargo's ends of the pipe would keep it open.
    drop(cargo);
    let mut digest = Digest::default();
    let mut whole = File::create(&log).with_context(|| log.display().to_string())?;
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(whole, "{line}")?;
        for shown in digest.take(&line) {
            println!("   {shown}");
        }
    }
    let status = child.wait()?;
    let (tally, skips, unclosed) = digest.end(status.success());
    for line in unclosed {
        println!("   {line}");
    }
    session.tally += tally;
    session.skips.extend(skips);
    if tally.failed > 0 {
        bail!("{tally}; all they printed is in {}", log.display());
    }
    Ok(Outcome::Done(tally.to_string()))
}

/// What has been read so far.
#[derive(Default)]
struct Digest {
    tally: Tally,
    skips: Vec<String>,
    name: String,
    /// What this binary has printed, kept until it is known whether it passes.
    block: Vec<String>,
    skipped_here: usize,
    failed_here: usize,
    /// Whole outputs of binaries that ended without a closing line.
    unclosed: Vec<String>,
}

impl Digest {
    /// Takes one line, gives the lines to show.
    fn take(&mut self, line: &str) -> Vec<String> {
        if let Some(name) = name_of(line) {
            self.leave();
            self.name = name;
            self.failed_here = 0;
        }
        self.block.push(line.to_owned());
        if line.contains("process didn't exit successfully") && self.failed_here == 0 {
            // It died before its closing line.
            self.failed_here = 1;
            self.tally.failed += 1;
        }
        if line.starts_with("skipped: ") {
            self.skips.push(line.to_owned());
            self.skipped_here += 1;
        }
        if let Some(ignored) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ignored")) {
            self.skips.push(format!("skipped: {}: ignored{}", ignored.0, ignored.1));
        }
        match closing(line) {
            Some(counted) => self.count(counted),
            None => Vec::new(),
        }
    }

    /// A test that says it was skipped has passed for libtest; not for us.
    fn count(&mut self, mut counted: Tally) -> Vec<String> {
        let ours = self.skipped_here.min(counted.passed);
        counted.passed -= ours;
        counted.skipped += ours;
        self.skipped_here = 0;
        self.failed_here += counted.failed;
        self.tally += counted;
        let shown = if counted.failed > 0 {
            std::mem::take(&mut self.block)
        } else if counted == Tally::default() {
            Vec::new()
        } else {
            vec![format!("{counted}  {}", self.name)]
        };
        self.block.clear();
        shown
    }

    fn leave(&mut self) {
        self.unclosed.append(&mut self.block);
    }

    /// The counts, the skips, and what to show of binaries that neither passed nor counted a failure.
    fn end(mut self, success: bool) -> (Tally, Vec<String>, Vec<String>) {
        self.leave();
        if success {
            return (self.tally, self.skips, Vec::new());
        }
        self.tally.failed = self.tally.failed.max(1);
        (self.tally, self.skips, self.unclosed)
    }
}

/// `Running unittests src/lib.rs (target/debug/deps/vermilion_model-0123)` → `vermilion_model unittests src/lib.rs`.
fn name_of(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{name} doc tests"));
    }
    let (what, file) = line.strip_prefix("Running ")?.split_once(" (")?;
    let stem = file.rsplit('/').next()?.trim_end_matches(')');
    Some(format!("{} {what}", stem.rsplit_once('-').map_or(stem, |(name, _)| name)))
}

/// libtest's closing line, or the plain one of a test program of our own.
fn closing(line: &str) -> Option<Tally> {
    let counts = match line.strip_prefix("test result: ") {
        Some(rest) => rest.split_once(". ")?.1,
        None => line,
    };
    let mut tally = Tally::default();
    let mut seen = 0;
    for part in counts.split([',', ';']) {
        let Some((number, word)) = part.trim().split_once(' ') else { continue };
        let place = match word {
            "passed" => &mut tally.passed,
            "failed" => &mut tally.failed,
            "skipped" | "ignored" => &mut tally.skipped,
            _ => continue,
        };
        *place = number.parse().ok()?;
        seen += 1;
    }
    (seen >= 2).then_some(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNNING: &str = "     Running unittests src/lib.rs (target/debug/deps/vermilion_model-0af1)";
    const DIED: &str =
        "  process didn't exit successfully: `vermilion_model-0af1` (signal: 9, SIGKILL: kill)";
    const PASSED: &str =
        "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";

    fn read(lines: &[&str]) -> (Digest, Vec<String>) {
        let mut digest = Digest::default();
        let shown = lines.iter().flat_map(|line| digest.take(line)).collect();
        (digest, shown)
    }

    #[test]
    fn sums_up_closing_lines() {
        let (digest, shown) = read(&[RUNNING, PASSED, "2 passed, 0 failed, 0 skipped"]);
        assert_eq!(digest.tally, Tally { passed: 5, failed: 0, skipped: 1 });
        assert_eq!(
            shown.first().unwrap(),
            "3 passed, 0 failed, 1 skipped  vermilion_model unittests src/lib.rs"
        );
    }

    #[test]
    fn a_test_that_says_so_is_skipped() {
        let (digest, _) = read(&[RUNNING, "skipped: store on PostgreSQL: no server", PASSED]);
        assert_eq!(digest.tally, Tally { passed: 2, failed: 0, skipped: 2 });
        assert_eq!(digest.skips, ["skipped: store on PostgreSQL: no server"]);
    }

    #[test]
    fn a_failure_shows_everything() {
        let failed = "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        let (digest, shown) = read(&[RUNNING, "thread panicked", failed]);
        assert_eq!(digest.tally.failed, 1);
        assert_eq!(shown, [RUNNING, "thread panicked", failed]);
    }

    #[test]
    fn a_binary_that_dies_is_a_failure() {
        let (digest, _) = read(&[
            RUNNING,
            PASSED,
            RUNNING,
            "running 2 tests",
            DIED,
            RUNNING,
            "test result: FAILED. 0 passed; 1 failed",
            DIED,
        ]);
        let (tally, _, unclosed) = digest.end(false);
        assert_eq!(tally.failed, 2);
        assert!(unclosed.contains(&"running 2 tests".to_owned()));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["running 3 tests", "test a ... ok", "passed", "ok 2 passed"] {
            assert_eq!(closing(line), None, "{line}");
        }
    }
}
