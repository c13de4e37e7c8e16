//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::command::{
    admin, audit, backup, config, dev, explain, key, licences, migrate, restore, serve, tour,
};
use crate::say;

/// A self-hosted, WeChat-compatible open platform for mini programs.
///
/// To try it, on this machine alone, with people and programs made up for you:
///
///     vermilion dev
///
/// To run it:
///
///     vermilion key new --out master.key
///     vermilion serve --config vermilion.toml
#[derive(Debug, Parser)]
#[command(name = "vermilion", version, verbatim_doc_comment, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Dev(dev::Args),
    Serve(serve::Args),
    Explain(explain::Args),
    Audit(audit::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Migrate(migrate::Args),
    Config(config::Args),
    Key(key::Args),
    Admin(admin::Args),
    Tour(tour::Args),
    Licences(licences::Args),
}

impl Cli {
    /// Does what was asked.
    pub(crate) fn run(&self) -> ExitCode {
        let done = match &self.verb {
            Verb::Dev(args) => dev::run(args),
            Verb::Serve(args) => serve::run(args),
            Verb::Explain(args) => explain::run(args),
            Verb::Audit(args) => audit::run(args),
            Verb::Backup(args) => backup::run(args),
            Verb::Restore(args) => restore::run(args),
            Verb::Migrate(args) => migrate::run(args),
            Verb::Config(args) => Ok(config::run(args)),
            Verb::Key(args) => key::run(args),
            Verb::Admin(args) => admin::run(args),
            Verb::Tour(args) => tour::run(args),
            Verb::Licences(args) => Ok(licences::run(args)),
        };
        done.unwrap_or_else(|error| say::failed(&error))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_is_for() {
        fn walk(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{} has no help", command.get_name());
            for argument in command.get_arguments() {
                let known = argument.get_help().is_some() || argument.get_id() == "help";
                assert!(known, "{} {} has no help", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(walk);
        }
        walk(&Cli::command());
    }
}
