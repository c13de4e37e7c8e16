//! A browser and Chinese letters for `tests/browser`: the machine's own where it has them, else those inside
//! npm packages. `tests/browser/machine.mjs` knows which; here it is only asked.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::checkout::Checkout;
use crate::report::Outcome;
use crate::{machine, web};

pub(crate) const FOLDER: &str = "tests/browser";

/// What the tests will use, in words; or why they cannot run.
pub(crate) fn found(checkout: &Checkout) -> Result<String, String> {
    let folder = checkout.at(FOLDER);
    if !folder.join("node_modules/playwright-core/package.json").is_file() {
        return Err("playwright-core is not installed (cargo xtask kit)".into());
    }
    ask(&folder)
}

pub(super) fn fetch(checkout: &Checkout) -> Result<Outcome> {
    if machine::on_path("node").is_none() || machine::on_path("npm").is_none() {
        let why = "no Node, so the browser tests are skipped (https://nodejs.org/en/download)";
        return Ok(Outcome::NotRun(why.into()));
    }
    let folder = checkout.at(FOLDER);
    // The packages that hold a browser and letters are large: only where the machine lacks one.
    if ask(&folder).is_err() {
        web::install(&folder)?;
        if ask(&folder).is_err() {
            // They were left out before.
            web::install_anew(&folder, &[])?;
        }
    } else if !folder.join("node_modules/playwright-core").is_dir() {
        web::install_anew(&folder, &["--omit=optional"])?;
    } else {
        web::install(&folder)?;
    }
    Ok(match ask(&folder) {
        Ok(what) => Outcome::Done(what),
        Err(why) => Outcome::NotRun(format!("{why}, so the browser tests are skipped")),
    })
}

fn ask(folder: &Path) -> Result<String, String> {
    let node = machine::on_path("node").ok_or("no Node")?;
    let asked = Command::new(node).arg("machine.mjs").current_dir(folder).output();
    let answer = asked.map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if answer.status.success() { Ok(said) } else { Err(said) }
}
