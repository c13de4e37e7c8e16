//! `key`: the master key file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;
use vermilion_seal::MasterKeys;

use super::key_rotate;
use crate::data_folder;
use crate::env;
use crate::say::{self, Form};

/// Make and renew the keys that seal what is stored
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a new master key
    ///
    /// Whoever holds it can read what Vermilion seals; without it nobody can, you included. Name
    /// the file in `keys.master_key_file`, keep a copy where the backups are not, and never in them.
    New {
        /// Write it there, readable by you alone; a file that exists is never replaced. Without this
        /// it is printed
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Print JSON about the file written
        #[arg(long, requires = "out")]
        json: bool,
    },
    Rotate(key_rotate::Args),
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Verb::New { out, json } => new(out.as_deref(), Form::of(*json)),
        Verb::Rotate(args) => key_rotate::run(args),
    }
}

fn new(out: Option<&Path>, form: Form) -> Result<ExitCode> {
    let keys = MasterKeys::generate(&*env::entropy());
    match out {
        None => say::out(keys.to_text().expose().trim_end()),
        Some(file) => {
            write(file, &keys)?;
            let name = file.display().to_string();
            let text = format!(
                "{name}\nKeep a copy where the backups are not: without it nothing sealed can be read."
            );
            form.print(&json!({"file": name, "master": keys.newest_id()}), &text);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Never replaces one: what the old key sealed would be lost.
pub(crate) fn write(file: &Path, keys: &MasterKeys) -> Result<()> {
    data_folder::create(file, keys.to_text().expose().as_bytes())
        .with_context(|| format!("cannot write {}", file.display()))
}
