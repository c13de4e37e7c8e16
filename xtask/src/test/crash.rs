//! Crash rounds: some on each engine, with this run's build, and a mutant that they must catch.

use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::Session;
use crate::kit::{Kit, Server};
use crate::report::Outcome;

/// Each step of the writer twice, and as many kills at random moments as are left.
const ROUNDS: &str = "20";
const SKIPPED: &str = "skipped: ";

pub(super) fn run(session: &mut Session<'_>) -> Result<Outcome> {
    let mut told = Vec::new();
    for words in [
        &["--mutant", "--rounds", "4"][..],
        &["--engine", "sqlite", "--rounds", ROUNDS],
        &["--engine", "postgres", "--rounds", ROUNDS],
    ] {
        told.extend(rounds(session, words)?);
    }
    Ok(Outcome::Done(told.join("; ")))
}

fn rounds(session: &mut Session<'_>, words: &[&str]) -> Result<Option<String>> {
    let mut tester = session.checkout.command(session.checkout.target()?.join("debug/vermilion-crash"));
    tester.args(words).stderr(Stdio::inherit());
    if let Some(Server::Programs(programs)) = Kit::found(session.checkout).postgres {
        tester.env("VERMILION_POSTGRES_PROGRAMS", programs);
    }
    let output = tester.output().context("the crash tester does not start")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        session.tally.failed += 1;
        bail!("{words:?}:\n{said}");
    }
    if let Some(skip) = said.lines().find(|line| line.starts_with(SKIPPED)) {
        session.skips.push(skip.to_owned());
        session.tally.skipped += 1;
        return Ok(None);
    }
    session.tally.passed += 1;
    let acknowledged = said.lines().find(|line| line.starts_with("acknowledged:"));
    Ok(acknowledged.map(str::to_owned))
}
