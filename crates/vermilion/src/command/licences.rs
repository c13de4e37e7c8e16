//! `licences`: whose work this binary is made of.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::say::Form;

/// One line a crate: name, version, licence, repository, separated by tabs; made by `cargo xtask gen`.
const LICENCES: &str = include_str!("../../licences.txt");

/// List the libraries in this binary with their licences
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let data: Vec<Value> = LICENCES.lines().map(row).collect();
    Form::of(args.json).print(&data.into(), LICENCES.trim_end());
    ExitCode::SUCCESS
}

fn row(line: &str) -> Value {
    let mut words = line.split('\t');
    let mut next = || words.next().unwrap_or_default();
    json!({"name": next(), "version": next(), "licence": next(), "repository": next()})
}
