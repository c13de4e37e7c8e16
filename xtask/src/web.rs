//! `web`: the console's packages and its build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::checkout::{Checkout, must};
use crate::machine;
use crate::report::Ending;

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    if folder(checkout).is_none() {
        bail!("there is no console in this checkout (no package.json under web/)");
    }
    build(checkout)?;
    Ok(Ending::Good)
}

/// The folder npm works in, if this checkout has a console.
pub(crate) fn folder(checkout: &Checkout) -> Option<PathBuf> {
    ["web", "web/console"]
        .iter()
        .map(|path| checkout.at(path))
        .find(|path| path.join("package.json").is_file())
}

/// Installs what the lock file names where it changed, then builds.
pub(crate) fn build(checkout: &Checkout) -> Result<()> {
    let Some(folder) = folder(checkout) else { return Ok(()) };
    install(&folder)?;
    must(&mut npm(&folder, &["run", "build"])?)
}

/// `npm ci`, unless the installed packages are newer than the lock file. Uses a network.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let lock = modified(&folder.join("package-lock.json"));
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if lock.is_some() && installed >= lock {
        return Ok(());
    }
    install_anew(folder, &[])
}

/// `npm ci`, whatever is installed.
pub(crate) fn install_anew(folder: &Path, more: &[&str]) -> Result<()> {
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    must(npm(folder, &words)?.args(more))
}

/// Builds unless what was built is newer than all it is built from: a new build compiles the server again.
pub(crate) fn renew(checkout: &Checkout) -> Result<bool> {
    let built = modified(&checkout.at("web/dist/index.html"));
    let newest = SOURCES.iter().filter_map(|path| newest(&checkout.at(path))).max();
    if built.is_some() && built >= newest {
        return Ok(false);
    }
    build(checkout)?;
    Ok(true)
}

/// What the console is built from.
const SOURCES: [&str; 6] =
    ["web/console", "web/client", "web/package-lock.json", "catalogue", "docs", "README.md"];

/// The newest change in a file or below a folder.
fn newest(path: &Path) -> Option<std::time::SystemTime> {
    let below = fs::read_dir(path).into_iter().flatten().flatten();
    let inside = below.filter_map(|entry| newest(&entry.path())).max();
    modified(path).max(inside)
}

fn modified(file: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(file).and_then(|meta| meta.modified()).ok()
}

fn npm(folder: &Path, words: &[&str]) -> Result<Command> {
    let Some(program) = machine::on_path("npm") else {
        bail!("npm is not installed; it comes with Node 20 or later: https://nodejs.org/en/download");
    };
    let mut npm = Command::new(program);
    npm.args(words).current_dir(folder);
    Ok(npm)
}
