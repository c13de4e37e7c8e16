//! `bench` and `crash`: packages of their own, run in release and outside CI.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::checkout::Checkout;
use crate::report::Ending;

pub(crate) fn bench(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    // What is measured is the released binary.
    if build::run(checkout, &[])? == Ending::Bad {
        return Ok(Ending::Bad);
    }
    hand_over(checkout, "tests/bench", &[], words)
}

pub(crate) fn crash(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    hand_over(checkout, "tests/crash", &["--features", "crash-points"], words)
}

fn hand_over(checkout: &Checkout, folder: &str, options: &[&str], words: &[String]) -> Result<Ending> {
    if !checkout.has(&format!("{folder}/Cargo.toml")) {
        bail!("{folder} is not there yet");
    }
    let words = words.strip_prefix(&["--".to_owned()]).unwrap_or(words);
    let manifest = checkout.at(folder).join("Cargo.toml");
    let mut cargo = checkout.cargo(&["run", "--release", "--manifest-path"]);
    cargo.arg(manifest).args(options).arg("--").args(words);
    Err(cargo.exec()).context("cannot start cargo")
}
