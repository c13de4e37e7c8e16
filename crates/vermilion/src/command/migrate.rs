//! `migrate`: the store's schema.

use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::json;
use vermilion_config::Runtime;
use vermilion_store::{MIGRATIONS, migrate};

use super::settings::SettingsArgs;
use crate::beside;
use crate::node::in_runtime;
use crate::say::Form;

/// Bring the store's schema up to this version
///
/// PostgreSQL needs this before the first start and after an upgrade; one run at a time, nodes of
/// the version before may go on meanwhile. SQLite is brought up by starting, too.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let parts = beside::parts(args.settings.config()?)?;
    let migrated = async { migrate(parts.store()).await.context("the schema was not brought up") };
    in_runtime(Runtime::Shared, migrated)?;
    let newest = MIGRATIONS.last().map_or(0, |migration| migration.number);
    Form::of(args.json).print(&json!({"migration": newest}), &format!("the schema is at migration {newest}"));
    Ok(ExitCode::SUCCESS)
}
