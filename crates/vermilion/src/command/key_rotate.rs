//! `key rotate`: new keys for what is signed and sealed from now on.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::json;
use vermilion_config::{Problem, Problems, Runtime};
use vermilion_model::fact::Actor;
use vermilion_seal::{KeyKind, MasterKeys, Old};
use vermilion_service::Desk;
use vermilion_service::keys::{rewrap_keys, rotate_keys};

use super::settings::SettingsArgs;
use crate::beside;
use crate::dev_folder::DevFolder;
use crate::node::in_runtime;
use crate::say::Form;
use crate::wire_up::Parts;
use crate::{data_folder, env};

/// What is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What access tokens are made with
    Token,
    /// What single-use codes are made with
    Code,
    /// What session keys are derived from
    Session,
    /// The master key: a new one joins the file and wraps from now on
    Master,
}

impl What {
    const fn word(self) -> &'static str {
        match self {
            What::Token => "token",
            What::Code => "code",
            What::Session => "session",
            What::Master => "master",
        }
    }

    /// The ring's kind; the master key is not of the ring.
    const fn kind(self) -> Option<KeyKind> {
        match self {
            What::Token => Some(KeyKind::Token),
            What::Code => Some(KeyKind::Code),
            What::Session => Some(KeyKind::Session),
            What::Master => None,
        }
    }
}

/// Make new keys for what is signed and sealed from now on
///
/// With SQLite stop the server first; nodes over PostgreSQL go on, and read the ring again at once.
/// What older keys made stays good until it ends by itself, unless --now is given.
///
/// `master` puts a new master key into the file and wraps everything with it: give the file to every
/// node and stop them first. The older key may leave the file when no archive from before is kept;
/// the mirror of person keys is overwritten by the next backup.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// What to renew; token, code and session when nothing is named
    #[arg(value_name = "WHAT", default_values_t = [What::Token, What::Code, What::Session], value_enum)]
    what: Vec<What>,
    /// Believe nothing any more that an older key made: every token, code and session of that kind ends
    #[arg(long)]
    now: bool,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let old = if args.now { Old::Dropped } else { Old::Kept };
    let mut parts = beside::writing_parts(args.settings.config()?)?;
    if args.what.contains(&What::Master) {
        parts.masters = Arc::new(renewed(&parts)?);
    }
    in_runtime(Runtime::Shared, async {
        let desk = parts.desk().await?;
        desk.may_write()?;
        for what in &args.what {
            rotate(&desk, *what, old).await?;
        }
        desk.close().await;
        Ok(())
    })?;
    let words: Vec<&str> = args.what.iter().map(|what| what.word()).collect();
    Form::of(args.json).print(&json!({"rotated": words}), &format!("renewed: {}", words.join(", ")));
    Ok(ExitCode::SUCCESS)
}

async fn rotate(desk: &Desk, what: What, old: Old) -> Result<()> {
    match what.kind() {
        Some(kind) => drop(rotate_keys(desk, Actor::CommandLine, kind, old).await?),
        None => drop(rewrap_keys(desk, Actor::CommandLine).await?),
    }
    Ok(())
}

/// The keys with a new master key, which is in the file before anything is wrapped with it.
fn renewed(parts: &Parts) -> Result<MasterKeys> {
    let dev = DevFolder::found(&parts.config.store.data).map(|folder| folder.master_key());
    let file = dev.or_else(|| parts.config.keys.master_key_file.clone()).ok_or_else(|| {
        let reason = "a new master key must be written into a file, and there is none";
        Problems(vec![Problem::new(
            "keys.master_key_file",
            reason,
            "put VERMILION_MASTER_KEY's text into one",
        )])
    })?;
    let keys = parts.masters.with_new_master(&*env::entropy())?;
    replace(&file, &keys)?;
    Ok(keys)
}

fn replace(file: &Path, keys: &MasterKeys) -> Result<()> {
    data_folder::replace(file, keys.to_text().expose().as_bytes())
        .with_context(|| format!("cannot write {}", file.display()))
}
