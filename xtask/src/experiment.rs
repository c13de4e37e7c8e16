//! `bench`, `crash` and `simulate`: packages of their own, run in release and outside CI.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::checkout::Checkout;
use crate::kit::{Kit, Server};
use crate::report::Ending;
use crate::test::cluster::Cluster;

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

/// Where it runs on PostgreSQL and no server is named, one is started for it.
pub(crate) fn simulate(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    let mut cargo = handed(checkout, "tests/simulation", &["--example", "simulate"], words)?;
    let server = words.iter().any(|word| word.ends_with("postgres")).then(|| Kit::found(checkout).postgres);
    let cluster = match server.flatten() {
        Some(Server::Programs(programs)) => Some(Cluster::start(&programs, &checkout.kit())?),
        Some(Server::Named(_)) | None => None,
    };
    if let Some(cluster) = &cluster {
        cargo.env("VERMILION_TEST_POSTGRES", cluster.url());
    }
    let well = cargo.status().context("cannot start cargo")?.success();
    Ok(if well { Ending::Good } else { Ending::Bad })
}

fn hand_over(checkout: &Checkout, folder: &str, options: &[&str], words: &[String]) -> Result<Ending> {
    let mut cargo = handed(checkout, folder, options, words)?;
    Err(cargo.exec()).context("cannot start cargo")
}

fn handed(checkout: &Checkout, folder: &str, options: &[&str], words: &[String]) -> Result<Command> {
    if !checkout.has(&format!("{folder}/Cargo.toml")) {
        bail!("{folder} is not there yet");
    }
    let words = words.strip_prefix(&["--".to_owned()]).unwrap_or(words);
    let manifest = checkout.at(folder).join("Cargo.toml");
    let mut cargo = checkout.cargo(&["run", "--release", "--manifest-path"]);
    cargo.arg(manifest).args(options).arg("--").args(words);
    Ok(cargo)
}
