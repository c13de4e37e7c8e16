//! Interpreters for the contract tests: with wechatpy, one a version, and with schemathesis.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Stamp;
use crate::checkout::{Checkout, must};
use crate::machine;
use crate::report::Outcome;

/// What is installed where.
pub(super) struct Python {
    /// The folder in the kit.
    folder: &'static str,
    requirements: &'static str,
}

/// What `pip install wechatpy` gives.
pub(super) const STABLE: Python =
    Python { folder: "python", requirements: "tests/contract/wechatpy/requirements.txt" };

/// The next version, which must be asked for by its number.
pub(super) const NEXT: Python =
    Python { folder: "python-v2", requirements: "tests/contract/wechatpy/requirements-v2.txt" };

/// The program that asks what an API description promises.
pub(super) const DESCRIPTION: Python =
    Python { folder: "python-description", requirements: "tests/contract/description/requirements.txt" };

impl Python {
    pub(super) fn found(&self, checkout: &Checkout) -> Option<PathBuf> {
        let program = checkout.kit().join(self.folder).join("bin/python");
        (self.stamp(checkout).ok()?.is_current() && program.is_file()).then_some(program)
    }

    pub(super) fn fetch(&self, checkout: &Checkout) -> Result<Outcome> {
        fetch(self, checkout)
    }

    fn stamp(&self, checkout: &Checkout) -> Result<Stamp> {
        let wanted = fs::read_to_string(checkout.at(self.requirements)).context(self.requirements)?;
        Ok(Stamp::of(checkout, self.folder, wanted))
    }
}

fn fetch(of: &Python, checkout: &Checkout) -> Result<Outcome> {
    if let Some(program) = of.found(checkout) {
        return Ok(Outcome::Done(checkout.shorten(&program).display().to_string()));
    }
    let Some(python) = machine::on_path("python3") else {
        return Ok(Outcome::NotRun(
            "no Python 3, so the cases that run in it are skipped (Debian: python3-venv)".into(),
        ));
    };
    let can_make = Command::new(&python).args(["-c", "import ensurepip, venv"]).output()?.status.success();
    if !can_make {
        return Ok(Outcome::NotRun(
            "Python 3 lacks venv, so the cases that run in it are skipped (Debian: python3-venv)".into(),
        ));
    }
    let stamp = of.stamp(checkout)?;
    stamp.clear();
    let folder = checkout.kit().join(of.folder);
    must(checkout.command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let program = folder.join("bin/python");
    let words =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", of.requirements];
    must(checkout.command(&program).args(words))?;
    stamp.set()?;
    Ok(Outcome::Done(checkout.shorten(&program).display().to_string()))
}
