//! `config`: looks at settings without starting anything.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;
use vermilion_config::schema;

use super::settings::SettingsArgs;
use crate::say::{self, Form};

/// Look at settings without starting anything
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Report everything that is wrong with the settings, each with what to do
    ///
    /// Reads what `serve` would read: the file, `VERMILION_*` in the environment, flags. Ends with 0
    /// when nothing is wrong, else with 1.
    Check {
        #[command(flatten)]
        settings: SettingsArgs,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON schema of vermilion.toml
    #[command(hide = true)]
    Schema,
    /// Print the description of the API (OpenAPI 3.1, JSON)
    #[command(hide = true)]
    Api,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match &args.verb {
        Verb::Check { settings, json } => check(settings, Form::of(*json)),
        Verb::Schema => {
            say::out(&format!("{:#}", schema()));
            ExitCode::SUCCESS
        }
        Verb::Api => {
            say::out(vermilion_http::description().trim_end());
            ExitCode::SUCCESS
        }
    }
}

fn check(settings: &SettingsArgs, form: Form) -> ExitCode {
    let problems = settings.load(Vec::new()).problems;
    let good = problems.0.is_empty();
    match form {
        Form::Text if good => say::out("nothing is wrong"),
        Form::Text => return say::problems(&problems),
        Form::Json => {
            let data = json!({"ok": good, "problems": say::problems_as_data(&problems.0)});
            say::out(&format!("{data:#}"));
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
