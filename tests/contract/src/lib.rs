//! Runs a probe (a program on an unmodified public SDK) against a server of this build, and holds its
//! verdicts against the list of those that must be `ok`.
//!
//! Deliberately absent: any expectation of a probe's own; the probes are copies, and stay unmodified.

pub mod description;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use vermilion_tests_tour::Server;

/// One probe.
#[derive(Debug)]
pub struct Probe {
    /// Its name, and that of its list in `expected/`.
    pub name: &'static str,
    /// What runs it.
    pub program: OsString,
    /// The script, below this folder.
    pub script: &'static str,
}

/// What a probe said.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// Checks that were `ok`.
    pub ok: BTreeSet<String>,
    /// All other checks, with the reason.
    pub others: BTreeMap<String, String>,
}

impl Probe {
    /// Runs it against a fresh server with fresh codes.
    pub fn run(&self, binary: &OsString) -> Result<Verdicts> {
        let server = Server::start(binary).context("the server")?;
        let base = format!("http://{}", server.address());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(self.script);
        let folder = script.parent().context("a script has a folder")?;
        let mut command = Command::new(&self.program);
        command.arg(&script).current_dir(folder).stdin(Stdio::null());
        for (name, value) in environment(&base)? {
            command.env(name, value);
        }
        let output = command.env("BASE_URL", base).output().context("the probe")?;
        let verdicts = Verdicts::read(&String::from_utf8_lossy(&output.stdout));
        if verdicts.ok.is_empty() {
            bail!("{} said nothing: {}", self.name, String::from_utf8_lossy(&output.stderr));
        }
        Ok(verdicts)
    }
}

fn environment(base: &str) -> Result<Vec<(String, String)>> {
    let text = ureq::get(format!("{base}/dev/v1/env")).call()?.body_mut().read_to_string()?;
    let values: BTreeMap<String, String> = serde_json::from_str(&text)?;
    Ok(values.into_iter().collect())
}

impl Verdicts {
    fn read(output: &str) -> Verdicts {
        let mut verdicts = Verdicts::default();
        for line in output.lines() {
            let mut words = line.splitn(3, ' ');
            match (words.next(), words.next(), words.next()) {
                (Some("ok"), Some(check), None) => {
                    verdicts.ok.insert(check.to_owned());
                }
                (Some("FAIL" | "skip"), Some(check), why) => {
                    verdicts.others.insert(check.to_owned(), why.unwrap_or_default().to_owned());
                }
                _ => {}
            }
        }
        verdicts
    }

    /// What differs from the list: a listed check that is not `ok`, and an `ok` that is not listed.
    pub fn differences(&self, listed: &BTreeSet<String>) -> Vec<String> {
        let lost = listed.difference(&self.ok).map(|check| {
            let why = self.others.get(check).map_or("it did not run", String::as_str);
            format!("{check} must be ok: {why}")
        });
        let won = self.ok.difference(listed).map(|check| format!("{check} is ok: list it"));
        lost.chain(won).collect()
    }
}
