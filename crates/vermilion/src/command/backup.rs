//! `backup`: everything that a restore needs, but for the master key.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use vermilion_config::Runtime;
use vermilion_model::Span;
use vermilion_service::Clock;
use vermilion_store::{BackedUp, Chain, Follow, Source, Step, StoreFault, backup};

use super::settings::SettingsArgs;
use crate::beside::Beside;
use crate::env::SystemClock;
use crate::node::in_runtime;
use crate::say::Form;
use crate::stop::Stop;

/// How often following looks at the store.
const EVERY: Duration = Duration::from_secs(1);

/// Copy the store into an archive, while the server runs
///
/// Writes a base of everything at one moment into the folder, and overwrites the one file there with
/// people's keys: of who was erased it has none, and no older copy is kept. Nothing in it can be read
/// without the master key, which is never part of it; keep that elsewhere.
///
/// With --follow it goes on, and adds what happens within a second of its happening, until it is
/// stopped. Started again it goes on where it ended.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The archive's folder
    #[arg(value_name = "DIR")]
    archive: PathBuf,
    /// Go on with what happens
    #[arg(long)]
    follow: bool,
    /// With --follow: write a new base after this many hours
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    base_every: u16,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    in_runtime(Runtime::Shared, async {
        let beside = Beside::open(args.settings.config()?).await?;
        let chain = Arc::new(Chain::new(beside.parts.masters.audit().clone()));
        let source = Source { engine: beside.engine, meta: beside.meta, chain };
        if args.follow {
            let every = Span::hours(i64::from(args.base_every));
            return follow(source, &args.archive, every).await;
        }
        let done = backup(&source, &args.archive, SystemClock.now()).await;
        let done = done.with_context(|| format!("cannot back up into {}", args.archive.display()))?;
        Form::of(args.json).print(&data(&done), &told(&done));
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn follow(source: Source, archive: &Path, every: Span) -> Result<()> {
    let mut stop = Stop::on_signal()?;
    let begun = Follow::begin(source, archive, (every, SystemClock.now())).await;
    let (mut following, gaps) = begun.with_context(|| format!("cannot follow into {}", archive.display()))?;
    for gap in gaps {
        tracing::warn!(gap.after, gap.before, "the archive had lost entries; a new base holds them");
    }
    tracing::info!(seq = %following.archived(), archive = %archive.display(), "following");
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let last = tokio::select! {
            _ = ticks.tick() => false,
            () = stop.told() => true,
        };
        match following.step(SystemClock.now()).await {
            Ok(Step::Base(done)) => tracing::info!(seq = %done.seq, rows = done.rows, "a new base"),
            Ok(Step::Group(seq)) => tracing::debug!(%seq, "archived"),
            Ok(Step::Nothing) => {}
            Err(fault @ StoreFault::Busy(_)) if !last => {
                tracing::warn!(%fault, "not now; it will be tried again in a second");
            }
            Err(fault) => return Err(fault.into()),
        }
        if last {
            return Ok(());
        }
    }
}

fn data(done: &BackedUp) -> Value {
    json!({
        "seq": done.seq.to_string(), "rows": done.rows, "persons": done.persons,
        "file": done.file.display().to_string(),
    })
}

fn told(done: &BackedUp) -> String {
    let BackedUp { seq, rows, persons, file } = done;
    format!(
        "{}\n{rows} rows up to entry {seq}, and the keys of {persons} people and accounts",
        file.display()
    )
}
