//! `kit`: what the tests need and the machine lacks, fetched once into the checkout. No root, and the only
//! step that uses a network.

pub(crate) mod browser;
mod node;
mod postgres;
mod python;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::checkout::{Checkout, must};
use crate::report::{Ending, Outcome, Steps};
use crate::{machine, web};

pub(crate) use postgres::Server;

/// What the kit holds for the tests. `None` is a reason to skip, never to fail here.
pub(crate) struct Kit {
    pub(crate) postgres: Option<Server>,
    /// The interpreter that has wechatpy.
    pub(crate) python: Option<PathBuf>,
    /// The interpreter that has its next version.
    pub(crate) python_v2: Option<PathBuf>,
    /// The interpreter that has schemathesis.
    pub(crate) python_description: Option<PathBuf>,
    /// The program that runs `tests/contract/node-easywechat`.
    pub(crate) node: Option<PathBuf>,
}

impl Kit {
    /// What is there now; fetches nothing.
    pub(crate) fn found(checkout: &Checkout) -> Self {
        Self {
            postgres: postgres::found(checkout),
            python: python::STABLE.found(checkout),
            python_v2: python::NEXT.found(checkout),
            python_description: python::DESCRIPTION.found(checkout),
            node: node::found(checkout),
        }
    }
}

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    Ok(fetch(checkout)?.close())
}

/// Fetches what is not there yet. A part that cannot be had is said and, except in CI, no failure.
pub(crate) fn fetch(checkout: &Checkout) -> Result<Steps> {
    fs::create_dir_all(checkout.kit()).context("cannot make .kit")?;
    let mut steps = Steps::of("kit");
    steps.run("crates", || crates(checkout));
    steps.run("postgres", || required(postgres::fetch(checkout)));
    steps.run("python", || required(python::STABLE.fetch(checkout)));
    steps.run("python v2", || required(python::NEXT.fetch(checkout)));
    steps.run("schemathesis", || required(python::DESCRIPTION.fetch(checkout)));
    steps.run("node", || required(node::fetch(checkout)));
    if let Some(folder) = web::folder(checkout) {
        steps.run("console", || web::install(&folder).map(|()| Outcome::Done(String::new())));
    }
    steps.run("browser", || required(browser::fetch(checkout)));
    Ok(steps)
}

fn crates(checkout: &Checkout) -> Result<Outcome> {
    must(&mut checkout.cargo(&["fetch", "--locked", "--quiet"]))?;
    Ok(Outcome::Done("Cargo.lock".into()))
}

/// In CI a part that cannot be had is a failure at once, not after the build.
fn required(outcome: Result<Outcome>) -> Result<Outcome> {
    match outcome {
        Ok(Outcome::NotRun(why)) if machine::in_ci() => Err(anyhow::anyhow!(why)),
        other => other,
    }
}

/// Remembers for what a part was fetched, so that it is fetched again when that changes.
struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    fn of(checkout: &Checkout, part: &str, inputs: String) -> Self {
        Self { file: checkout.kit().join(format!("{part}.stamp")), inputs }
    }

    fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|found| found == self.inputs)
    }

    fn clear(&self) {
        // One that is not there is as good as one removed.
        let _ = fs::remove_file(&self.file);
    }

    fn set(&self) -> Result<()> {
        fs::write(&self.file, &self.inputs).with_context(|| format!("cannot write {}", self.file.display()))
    }
}
