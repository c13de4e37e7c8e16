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
    must(&mut npm(folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?)
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
