//! The console in a real browser, against this run's binary: `tests/browser`, by Node's own test runner.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::Session;
use crate::kit::browser;
use crate::machine;
use crate::report::{Outcome, Tally};

/// A file of tests is a process, and each starts a server and a browser.
const AT_ONCE: &str = "--test-concurrency=2";

pub(super) fn run(session: &mut Session<'_>) -> Result<Outcome> {
    let what = match (browser::found(session.checkout), machine::on_path("node")) {
        (Ok(what), Some(node)) => (what, node),
        (Err(why), _) => return Ok(skip(session, &why)),
        (_, None) => return Ok(skip(session, "no Node")),
    };
    let tally = read(session, &what.1)?;
    session.tally += tally;
    if tally.failed > 0 {
        bail!("{tally}; all they printed is in {}", log(session)?.display());
    }
    Ok(Outcome::Done(format!("{tally}; {}", what.0)))
}

fn skip(session: &mut Session<'_>, why: &str) -> Outcome {
    session.skips.push(format!("skipped: browser tests: {why}"));
    session.tally.skipped += 1;
    Outcome::NotRun(why.to_owned())
}

fn log(session: &Session<'_>) -> Result<std::path::PathBuf> {
    Ok(session.checkout.target()?.join("xtask-browser.log"))
}

/// Runs them and counts; only what fails is shown.
fn read(session: &Session<'_>, node: &std::path::Path) -> Result<Tally> {
    let mut command = session.checkout.command(node);
    command
        .args(["--test", AT_ONCE, "--test-reporter=tap"])
        .args(files(session)?)
        .current_dir(session.checkout.at(browser::FOLDER))
        .envs(session.variables.iter().map(|(name, value)| (name, value)))
        .env_remove("VERMILION_URL")
        .env_remove("WALK_ONLY")
        .stdout(Stdio::piped());
    let mut child = command.spawn().context("cannot start Node")?;
    let mut whole = File::create(log(session)?)?;
    let mut digest = Digest::default();
    for line in BufReader::new(child.stdout.take().context("Node has no output")?).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(whole, "{line}")?;
        if digest.take(&line) {
            println!("   {line}");
        }
    }
    let status = child.wait()?;
    if !status.success() && digest.tally.failed == 0 {
        digest.tally.failed = 1;
    }
    Ok(digest.tally)
}

fn files(session: &Session<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(session.checkout.at(browser::FOLDER))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// Node's TAP: the counts at its end, and the lines under a test that failed.
#[derive(Default)]
struct Digest {
    tally: Tally,
    shown: bool,
}

impl Digest {
    /// Takes one line; whether to show it.
    fn take(&mut self, line: &str) -> bool {
        let words = line.trim_start();
        if let Some((word, number)) = words.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) {
            self.count(word, number);
        }
        if words.starts_with("not ok ") {
            self.shown = true;
        } else if words.starts_with("ok ") || words.starts_with('#') {
            self.shown = false;
        }
        self.shown
    }

    fn count(&mut self, word: &str, number: &str) {
        let Ok(number) = number.trim().parse::<usize>() else { return };
        match word {
            "pass" => self.tally.passed += number,
            "fail" | "cancelled" => self.tally.failed += number,
            "skipped" | "todo" => self.tally.skipped += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shows_what_failed() {
        let mut digest = Digest::default();
        let lines = [
            "# Subtest: one",
            "ok 1 - one",
            "not ok 2 - two",
            "  error: 'three'",
            "# tests 2",
            "# pass 1",
            "# fail 1",
            "# cancelled 0",
        ];
        let shown: Vec<_> = lines.into_iter().filter(|line| digest.take(line)).collect();
        assert_eq!(shown, ["not ok 2 - two", "  error: 'three'"]);
        assert_eq!(digest.tally, Tally { passed: 1, failed: 1, skipped: 0 });
    }
}
