//! The packages of `tests/contract/node-easywechat`, beside its `package.json` as Node wants them.

use std::path::PathBuf;

use anyhow::Result;

use crate::checkout::Checkout;
use crate::report::Outcome;
use crate::{machine, web};

const FOLDER: &str = "tests/contract/node-easywechat";

pub(super) fn found(checkout: &Checkout) -> Option<PathBuf> {
    let program = machine::on_path("node")?;
    checkout.at(FOLDER).join("node_modules/node-easywechat/package.json").is_file().then_some(program)
}

pub(super) fn fetch(checkout: &Checkout) -> Result<Outcome> {
    if machine::on_path("node").is_none() || machine::on_path("npm").is_none() {
        let why = "no Node, so the cases of node-easywechat are skipped (https://nodejs.org/en/download)";
        return Ok(Outcome::NotRun(why.into()));
    }
    web::install(&checkout.at(FOLDER))?;
    Ok(Outcome::Done(format!("{FOLDER}/node_modules")))
}
