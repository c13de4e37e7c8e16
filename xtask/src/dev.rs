//! `dev`: from a clone to a running server.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::checkout::{Checkout, must};
use crate::machine;
use crate::report::Ending;
use crate::web;

/// The data of `vermilion dev`, kept from run to run.
const DATA: &str = ".vermilion";
const NODE: u32 = 20;

pub(crate) fn run(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    let at = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let (ours, rest) = words.split_at_checked(at).unwrap_or((words, &[]));
    if let Some(unknown) = ours.iter().find(|word| *word != "--fresh") {
        bail!("`dev` does not know {unknown}; what comes after `--` goes to `vermilion dev`");
    }
    let missing = missing();
    if !missing.is_empty() {
        println!("`dev` needs these first:\n{}", missing.join("\n"));
        return Ok(Ending::Bad);
    }
    if web::folder(checkout).is_some() {
        web::build(checkout)?;
    } else {
        println!("there is no console in this checkout; its pages will say how to build one");
    }
    if !checkout.has("crates/vermilion/Cargo.toml") {
        bail!("crates/vermilion is not there yet: there is no server to start");
    }
    must(&mut checkout.cargo(&["build", "--locked", "--package", "vermilion"]))?;
    if ours.iter().any(|word| word == "--fresh") && checkout.has(DATA) {
        fs::remove_dir_all(checkout.at(DATA)).context("cannot remove the old data")?;
    }
    let mut server = checkout.command(checkout.target()?.join("debug/vermilion"));
    server.arg("dev").args(rest.iter().skip(1));
    // The server takes our place, so that signals reach it.
    Err(server.exec()).context("cannot start the server")
}

/// What is not installed, each with the way to get it.
fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    let compiler = machine::variable("CC").unwrap_or_else(|| "cc".into());
    if machine::on_path(&compiler).is_none() && !std::path::Path::new(&compiler).is_file() {
        missing.push(
            "- a C compiler. Debian, Ubuntu: sudo apt-get install build-essential. Fedora: sudo dnf install gcc. \
             macOS: xcode-select --install"
                .to_owned(),
        );
    }
    match node_version() {
        Some(version) if version >= NODE => {}
        found => missing.push(format!(
            "- Node {NODE} or later{}: https://nodejs.org/en/download, or with nvm: nvm install {NODE}",
            found.map(|version| format!(" (found {version})")).unwrap_or_default()
        )),
    }
    missing
}

/// The major version of Node, if it is installed.
pub(crate) fn node_version() -> Option<u32> {
    let output = Command::new(machine::on_path("node")?).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

fn major(said: &str) -> Option<u32> {
    said.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_nodes_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("node: not found"), None);
    }
}
