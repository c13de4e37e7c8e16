//! Kills servers under load and looks for what they had acknowledged (I5, I6).
//!
//! A round: a server on a store, sixteen callers over HTTP, each writing down what was acknowledged; the
//! server is killed, by `kill -9` at a random moment or by itself at a step of its writer, or its
//! PostgreSQL is; a new server on the same store is asked for everything, and its audit chain is verified.
//!
//! The server is this program's own subcommand `node`: the product's store, service and faces, and beside
//! them a face under `/rig` by which the callers make facts that the product's faces guard with sessions
//! and review. So it can carry the writer's crash points, which the released binary must not have.
#![expect(clippy::disallowed_methods, reason = "experiments read the machine's clock and wait for processes")]

mod callers;
mod chance;
mod check;
mod journal;
mod node;
mod order;
mod phones;
mod report;
mod round;
mod site;
mod stable;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};

use crate::report::Report;
use crate::round::{Kill, Plan};

/// Kill servers under load and look for what they had acknowledged
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// How many rounds must count; a round of fewer than 200 acknowledged facts does not
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Which engine
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// Repeat what another run did, as far as a kill can be repeated
    #[arg(long)]
    seed: Option<u64>,
    /// Run servers that answer before they commit, and fail unless that is found
    #[arg(long)]
    mutant: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The server under test; started by this program
    Node {
        /// The installation's folder
        folder: PathBuf,
        /// A database of PostgreSQL instead of SQLite
        #[arg(long)]
        url: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match cli.verb {
        Some(Verb::Node { folder, url }) => {
            runtime.block_on(node::run(&folder, url.as_deref()))?;
            Ok(ExitCode::SUCCESS)
        }
        None => runtime.block_on(experiment(&cli)),
    }
}

/// A store lives this many rounds.
const ROUNDS_A_STORE: u32 = 25;
/// Rounds that may not count, as a multiple of those that must.
const PATIENCE: u32 = 3;

async fn experiment(cli: &Cli) -> Result<ExitCode> {
    if !cfg!(feature = "crash-points") {
        anyhow::bail!("built without the writer's crash points; `cargo xtask crash` builds with them");
    }
    let mut site = match site::Site::find(cli.engine == Engine::Postgres, cli.mutant).await? {
        site::Found::Site(site) => site,
        site::Found::Nothing(why) => {
            println!("skipped: crash rounds on PostgreSQL: {why}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let seed = cli.seed.unwrap_or_else(vermilion_rig::random_number);
    println!("seed {seed}");
    let mut report = Report::default();
    for number in 0..cli.rounds.saturating_mul(PATIENCE) {
        if report.counted >= cli.rounds || (cli.mutant && report.lost_something()) {
            break;
        }
        if number % ROUNDS_A_STORE == 0 {
            site.renew().await.context("a new store")?;
        }
        let last = number % ROUNDS_A_STORE == ROUNDS_A_STORE - 1 || report.counted + 1 == cli.rounds;
        let kill = Kill::of(number, cli.engine == Engine::Postgres, cli.mutant);
        let plan = Plan { number, seed, kill, check_all: last };
        let ended = round::run(&mut site, &plan).await.with_context(|| format!("round {number}: {kill}"))?;
        report.add(&plan, &ended);
    }
    println!("{report}");
    let well = if cli.mutant {
        println!(
            "{}",
            if report.lost_something() { "the mutant was caught" } else { "the mutant was NOT caught" }
        );
        report.lost_something()
    } else {
        !report.is_bad() && report.counted >= cli.rounds
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
