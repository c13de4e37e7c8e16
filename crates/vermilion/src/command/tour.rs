//! `tour`: the main job, walked over HTTP.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use vermilion_model::Entropy;
use vermilion_tour::{Options, Voice};

use crate::env;

/// Walk the main job against a running `vermilion dev`, step by step
///
/// Register, ask for a capability, be rejected, mend, be approved, let a user consent, read what was
/// granted and be refused what was not, withdraw, revoke. Each step says what it expects, then shows
/// what was sent and answered. Ends with `N passed, M failed`; fails with the first surprise.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the simulation answers
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    server: String,
    /// Print one line of JSON an event
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    let voice = match (args.json, out.is_terminal()) {
        (true, _) => Voice::Json,
        (false, true) => Voice::Coloured,
        (false, false) => Voice::Plain,
    };
    let entropy = env::entropy();
    // Two tours of one simulation must not register the same names.
    let word = hex::encode((&*entropy as &dyn Entropy).bytes::<4>());
    let options = Options { server: args.server.clone(), word, voice };
    let tally = vermilion_tour::run(&options, &mut out).context("the tour could not be walked")?;
    out.flush().context("the tour could not be shown")?;
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
