//! `licences`: whose work this binary is made of.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::say::{self, Form};

/// One line a crate: name, version, licence, repository, separated by tabs; made by `cargo xtask gen`.
const LICENCES: &str = include_str!("../../licences.txt");

/// The texts, each once; made by the same.
const TEXTS: &str = include_str!("../../licence-texts.txt");

/// List the libraries in this binary with their licences, or print the texts
///
/// The console's own libraries stand, with their texts, in /licences.txt of a running server.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print the texts of the licences
    #[arg(long, conflicts_with = "json")]
    texts: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    if args.texts {
        say::out(TEXTS.trim_end());
        return ExitCode::SUCCESS;
    }
    let data: Vec<Value> = LICENCES.lines().map(row).collect();
    Form::of(args.json).print(&data.into(), LICENCES.trim_end());
    ExitCode::SUCCESS
}

fn row(line: &str) -> Value {
    let mut words = line.split('\t');
    let mut next = || words.next().unwrap_or_default();
    json!({"name": next(), "version": next(), "licence": next(), "repository": next()})
}
