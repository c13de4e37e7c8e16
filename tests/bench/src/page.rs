//! The page: when, what, where, and the table.

use std::fmt;
use std::fmt::Write as _;
use std::process::Command;

use anyhow::Result;
use vermilion_rig::cpu_model;

use crate::Run;
use crate::goal::Row;

/// What a figure means nothing without.
#[derive(Debug)]
pub(crate) struct Circumstances {
    date: String,
    commit: String,
    machine: String,
    command: String,
}

impl Circumstances {
    pub(crate) fn now(run: &Run) -> Result<Circumstances> {
        let said = |program: &str, words: &[&str]| -> String {
            let output = Command::new(program).args(words).output();
            output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
        };
        let cores = std::thread::available_parallelism()?;
        let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let memory = memory.lines().next().unwrap_or_default().replace("MemTotal:", "");
        let kernel = said("uname", &["-sr"]);
        Ok(Circumstances {
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            commit: said("git", &["describe", "--always", "--dirty", "--abbrev=12"]),
            machine: format!(
                "{}, {cores} cores shared with the load, {} memory, {kernel}",
                cpu_model(),
                memory.trim()
            ),
            command: format!("cargo xtask bench --rounds {} --seconds {}", run.rounds, run.seconds),
        })
    }
}

impl fmt::Display for Circumstances {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "- Date: {}", self.date)?;
        writeln!(f, "- Commit: {}", self.commit)?;
        writeln!(f, "- Machine: {}", self.machine)?;
        writeln!(f, "- Command: `{}`", self.command)
    }
}

const BEFORE: &str = "# Benchmarks

Written by `cargo xtask bench`; do not edit. Figures of one run on one machine. Absolute ones move from machine to
machine, so goals are mostly ratios to a bare axum server that answers `GET /` with 13 bytes, measured in the same
run, in interleaved rounds, at the same number of connections and through the same script of wrk. What is measured
is the released binary as a user runs it: `serve`, logs at info, metrics on, SQLite with every commit on disk before
its answer.

A sample counts only if the answers looked at, one in a hundred, are all the success expected; codes are spent once
each. *Unclear* means that rounds lie on both sides of the line.

";

const BEHIND: &str = "
*One transaction a request* is a server of the same axum that opens the same codes and spends each in a transaction of
its own: on SQLite through one connection, on PostgreSQL through a pool of 32. P9 is measured at the service, below
HTTP, where nothing hides a late answer. What a killed server loses is looked for by `cargo xtask crash`.
";

pub(crate) fn page(circumstances: &Circumstances, rows: &[Row]) -> String {
    let mut page = format!("{BEFORE}{circumstances}\n| | goal | measured | |\n| --- | --- | --- | --- |\n");
    for row in rows {
        // Writing to a text does not fail.
        let _written =
            writeln!(page, "| {} | {} | {} | {} |", row.goal, row.asked, row.measured, row.verdict);
    }
    page + BEHIND
}
