//! An interpreter with wechatpy, for the contract tests.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Stamp;
use crate::checkout::{Checkout, must};
use crate::machine;
use crate::report::Outcome;

const REQUIREMENTS: &str = "tests/contract/wechatpy/requirements.txt";

pub(super) fn found(checkout: &Checkout) -> Option<PathBuf> {
    let program = checkout.kit().join("python/bin/python");
    (stamp(checkout).ok()?.is_current() && program.is_file()).then_some(program)
}

pub(super) fn fetch(checkout: &Checkout) -> Result<Outcome> {
    if let Some(program) = found(checkout) {
        return Ok(Outcome::Done(checkout.shorten(&program).display().to_string()));
    }
    let Some(python) = machine::on_path("python3") else {
        return Ok(Outcome::NotRun(
            "no Python 3, so the cases of wechatpy are skipped (Debian: python3-venv)".into(),
        ));
    };
    let can_make = Command::new(&python).args(["-c", "import ensurepip, venv"]).output()?.status.success();
    if !can_make {
        return Ok(Outcome::NotRun(
            "Python 3 lacks venv, so the cases of wechatpy are skipped (Debian: python3-venv)".into(),
        ));
    }
    let stamp = stamp(checkout)?;
    stamp.clear();
    let folder = checkout.kit().join("python");
    must(checkout.command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let program = folder.join("bin/python");
    let words =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    must(checkout.command(&program).args(words))?;
    stamp.set()?;
    Ok(Outcome::Done(checkout.shorten(&program).display().to_string()))
}

fn stamp(checkout: &Checkout) -> Result<Stamp> {
    let wanted = fs::read_to_string(checkout.at(REQUIREMENTS)).context(REQUIREMENTS)?;
    Ok(Stamp::of(checkout, "python", wanted))
}
