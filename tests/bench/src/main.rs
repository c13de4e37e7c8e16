//! Measures what the product promises of its speed (goals P1 to P11), in one run on one machine, as multiples
//! of a bare axum server that answers 13 bytes.
//!
//! The server under test is the released binary on a store that was filled beforehand; login codes are sealed
//! serials, so that they too are made before it starts. Deliberately absent: thresholds of CI. A person runs
//! this, on a machine that has nothing else to do.
#![expect(clippy::disallowed_methods, reason = "it measures")]

mod bare;
mod goal;
mod goals;
mod load;
mod naive;
mod page;
mod servers;
mod supply;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};

/// Measure the goals P1 to P11
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Only these goals, as P1,P4
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Write the figures as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the page of a whole run here
    #[arg(long, value_name = "FILE", default_value = "docs/BENCHMARKS.md")]
    page: PathBuf,
    /// Interleaved rounds
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds a sample
    #[arg(long, default_value_t = 3)]
    seconds: u32,
    /// The binary to measure; the one beside this program, if none is named
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Answers 13 bytes, and JSON of an exchange's size
    Bare,
    /// Says how many bytes a pair's newest session takes, in a process that held nothing before
    Sessions,
    /// Exchanges codes at one transaction a request
    Naive {
        /// The installation whose codes it takes
        folder: PathBuf,
        /// A database of PostgreSQL, through a pool; else SQLite, one connection
        #[arg(long)]
        url: Option<String>,
    },
}

/// How a run is done.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) rounds: usize,
    pub(crate) seconds: u32,
    pub(crate) server: PathBuf,
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match &cli.verb {
        Some(Verb::Bare) => runtime.block_on(bare::run())?,
        Some(Verb::Naive { folder, url }) => runtime.block_on(naive::run(folder, url.as_deref()))?,
        Some(Verb::Sessions) => goals::print_sessions()?,
        None => runtime.block_on(measure(&cli))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn measure(cli: &Cli) -> Result<()> {
    if cfg!(debug_assertions) {
        bail!("a build without optimization says nothing; run `cargo xtask bench`");
    }
    let server = match &cli.server {
        Some(file) => file.clone(),
        None => std::env::current_exe()?.with_file_name("vermilion"),
    };
    if !server.is_file() {
        bail!("{} is not there: run `cargo xtask build` first, or name one with --server", server.display());
    }
    let run = Run { rounds: cli.rounds, seconds: cli.seconds, server };
    let wanted =
        |name: &str| cli.only.is_empty() || cli.only.iter().any(|only| only.eq_ignore_ascii_case(name));
    let began = page::Circumstances::now(&run)?;
    println!("{began}");
    let lines = goals::measure(&run, &wanted).await?;
    if let Some(file) = &cli.json {
        std::fs::write(file, serde_json::to_string_pretty(&lines)?)?;
    }
    if cli.only.is_empty() {
        std::fs::write(&cli.page, page::page(&began, &lines))?;
        println!("{}", cli.page.display());
    }
    Ok(())
}
