//! `test`: everything a release needs.
//!
//! The tests are told by variables what they may use; one that cannot run prints
//! `skipped: <name>: <reason>` and passes. In CI a skip is a failure.
//!
//! | variable | what it names |
//! | --- | --- |
//! | `VERMILION_TEST_POSTGRES` | a server whose user may create databases |
//! | `VERMILION_TEST_BINARY` | the `vermilion` of this very build |
//! | `VERMILION_TEST_PYTHON` | an interpreter that has wechatpy |
//! | `VERMILION_TEST_PYTHON_V2` | an interpreter that has its next version |
//! | `VERMILION_TEST_NODE` | a Node for `tests/contract/node-easywechat`, whose packages are installed |
//!
//! A new stage is a row of `STAGES`.

mod browser;
pub(crate) mod cluster;
mod crash;
mod doctests;
mod libtest;

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::checkout::{Checkout, must};
use crate::kit::{self, Kit, Server};
use crate::machine;
use crate::report::{Ending, Outcome, Steps, Tally};
use crate::web;
use cluster::Cluster;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Whole,
    /// SQLite only; no browser, no crash rounds, nothing fetched.
    Quick,
}

/// One run: what the stages share.
struct Session<'a> {
    checkout: &'a Checkout,
    mode: Mode,
    variables: Vec<(&'static str, OsString)>,
    /// Lives as long as the run.
    cluster: Option<Cluster>,
    tally: Tally,
    skips: Vec<String>,
}

struct Stage {
    name: &'static str,
    modes: &'static [Mode],
    run: fn(&mut Session<'_>) -> Result<Outcome>,
}

const BOTH: &[Mode] = &[Mode::Whole, Mode::Quick];

const STAGES: &[Stage] = &[
    Stage { name: "kit", modes: &[Mode::Whole], run: fetch_kit },
    Stage { name: "postgres", modes: &[Mode::Whole], run: start_postgres },
    // The console is embedded when the server is compiled.
    Stage { name: "web", modes: &[Mode::Whole], run: build_console },
    Stage { name: "build", modes: BOTH, run: build },
    Stage { name: "tests", modes: BOTH, run: libtest::run },
    Stage { name: "doc tests", modes: &[Mode::Whole], run: doctests::run },
    Stage { name: "crash", modes: &[Mode::Whole], run: crash::run },
    Stage { name: "browser", modes: &[Mode::Whole], run: browser::run },
];

/// What this run's programs can do and released ones cannot: end at a step of the writer.
const FEATURES: &str = "vermilion-crash/crash-points";

/// A stage without which the later ones say nothing.
const NEEDED: [&str; 1] = ["build"];

pub(crate) fn run(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    let mode = match words {
        [] => Mode::Whole,
        [word] if word == "--quick" => Mode::Quick,
        _ => bail!("`test` knows --quick and nothing else; for one crate: cargo test -p vermilion-model"),
    };
    let mut session = Session {
        checkout,
        mode,
        variables: Vec::new(),
        cluster: None,
        tally: Tally::default(),
        skips: Vec::new(),
    };
    let mut steps = Steps::of("test");
    for stage in STAGES.iter().filter(|stage| stage.modes.contains(&mode)) {
        let before = session.tally.failed;
        let ending = steps.run(stage.name, || (stage.run)(&mut session));
        if ending == Ending::Bad && session.tally.failed == before {
            session.tally.failed += 1;
        }
        if ending == Ending::Bad && NEEDED.contains(&stage.name) {
            break;
        }
    }
    session.cluster = None;
    Ok(close(&session, &steps))
}

fn close(session: &Session<'_>, steps: &Steps) -> Ending {
    let mut ending = steps.close();
    for skip in &session.skips {
        println!("{skip}");
    }
    let tally = session.tally;
    if tally.skipped > 0 && machine::in_ci() {
        println!("in CI every skip is a failure");
        ending = Ending::Bad;
    }
    if tally.failed > 0 {
        ending = Ending::Bad;
    }
    println!("{tally}");
    ending
}

fn fetch_kit(session: &mut Session<'_>) -> Result<Outcome> {
    if kit::fetch(session.checkout)?.close() == Ending::Bad {
        bail!("the kit is not complete");
    }
    let kit = Kit::found(session.checkout);
    let programs = [
        ("VERMILION_TEST_PYTHON", kit.python),
        ("VERMILION_TEST_PYTHON_V2", kit.python_v2),
        ("VERMILION_TEST_PYTHON_DESCRIPTION", kit.python_description),
        ("VERMILION_TEST_NODE", kit.node),
    ];
    let there = programs.into_iter().filter_map(|(name, program)| Some((name, program?.into_os_string())));
    session.variables.extend(there);
    Ok(Outcome::Done(String::new()))
}

fn start_postgres(session: &mut Session<'_>) -> Result<Outcome> {
    let url = match Kit::found(session.checkout).postgres {
        None => return Ok(Outcome::NotRun("there is none; its cases are skipped".into())),
        Some(Server::Named(url)) => url,
        Some(Server::Programs(programs)) => {
            let cluster = Cluster::start(&programs, &session.checkout.kit())?;
            let url = cluster.url();
            session.cluster = Some(cluster);
            url
        }
    };
    session.variables.push(("VERMILION_TEST_POSTGRES", url.into()));
    let how = session.cluster.as_ref().map_or("a server of yours".into(), Cluster::describe);
    Ok(Outcome::Done(how))
}

fn build_console(session: &mut Session<'_>) -> Result<Outcome> {
    if machine::on_path("npm").is_none() {
        return Ok(Outcome::NotRun(
            "no npm: the server has a page that says how to build the console".into(),
        ));
    }
    let built = web::renew(session.checkout)?;
    Ok(Outcome::Done(if built { String::new() } else { "nothing changed".into() }))
}

/// Tests and programs in one build (`cargo test` then compiles nothing), so that the programs
/// that tests start are those of this build.
fn build(session: &mut Session<'_>) -> Result<Outcome> {
    let words = ["build", "--workspace", "--all-targets", "--locked", "--quiet", "--features", FEATURES];
    must(&mut session.checkout.cargo(&words))?;
    if !session.checkout.has("crates/vermilion/Cargo.toml") {
        return Ok(Outcome::Done("there is no binary in this checkout yet".into()));
    }
    let binary: PathBuf = session.checkout.target()?.join("debug/vermilion");
    session.variables.push(("VERMILION_TEST_BINARY", binary.into_os_string()));
    Ok(Outcome::Done(String::new()))
}
