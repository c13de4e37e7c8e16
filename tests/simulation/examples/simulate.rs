//! `cargo xtask simulate`: long runs, or one again. A seed that breaks something is printed with the operations
//! that did, shortened to those that are needed: what `found/` wants.

#![expect(clippy::expect_used, reason = "a simulation stops at its first surprise")]

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use vermilion_simulation::{Fault, Ground, Ran, Step, replay, run};

/// Run generated lists of operations against the invariants
#[derive(Debug, Parser)]
#[command(name = "cargo xtask simulate")]
struct Cli {
    /// The first round's seed; each round has the next one
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many rounds, each on a store of its own
    #[arg(long, default_value_t = 10)]
    rounds: u64,
    /// How many operations a round has
    #[arg(long, default_value_t = 1000)]
    operations: usize,
    /// Which engine
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// How many nodes; SQLite has one
    #[arg(long, default_value_t = 2)]
    nodes: usize,
    /// A fault to be caught, by its name, like `EditsTheLog`
    #[arg(long)]
    fault: Option<String>,
    /// Operations to be replayed instead, as an earlier run printed them
    #[arg(long)]
    list: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Cli {
    async fn ground(&self) -> Option<Ground> {
        match self.engine {
            Engine::Sqlite => Some(Ground::sqlite()),
            Engine::Postgres => Ground::postgres_of(self.nodes).await,
        }
    }

    /// Leaves out what is not needed to break the same invariant, a part at a time, the parts ever smaller.
    async fn shortened(&self, seed: u64, ran: &Ran, fault: Option<Fault>) -> Option<Ran> {
        let broken = ran.broken.as_ref()?;
        let first = ran.done.iter().take_while(|step| matches!(step, Step::Open | Step::MakePerson)).count();
        let mut best: Vec<Step> = ran.done.clone();
        let mut shortest = None;
        let mut part = best.len() / 2;
        while part > 0 {
            let mut at = first;
            while at < best.len() {
                let mut shorter = best.clone();
                shorter.drain(at..(at + part).min(best.len()));
                let again = Box::pin(replay(self.ground().await?, seed, &shorter, fault)).await;
                if again.broken.as_ref().is_some_and(|other| other.invariant == broken.invariant) {
                    best.clone_from(&again.done);
                    shortest = Some(again);
                } else {
                    at += part;
                }
            }
            part /= 2;
        }
        shortest
    }
}

fn listed(text: &str) -> Option<Vec<Step>> {
    text.split_whitespace().map(Step::named).collect()
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let fault = match cli.fault.as_deref().map(|name| Fault::named(name).ok_or(name)) {
        None => None,
        Some(Ok(fault)) => Some(fault),
        Some(Err(name)) => {
            eprintln!("no fault `{name}`; there are {:?}", Fault::ALL);
            return ExitCode::from(2);
        }
    };
    let list = cli.list.as_deref().map(|text| listed(text).expect("names of operations"));
    let mut caught = 0_u64;
    for seed in cli.seed..cli.seed + cli.rounds {
        let Some(ground) = cli.ground().await else {
            eprintln!("VERMILION_TEST_POSTGRES names no server");
            return ExitCode::FAILURE;
        };
        let (engine, nodes) = (ground.engine(), ground.nodes());
        println!("seed {seed}, {engine}, {nodes} node(s)");
        let ran = match &list {
            Some(list) => Box::pin(replay(ground, seed, list, fault)).await,
            None => Box::pin(run(ground, seed, cli.operations, fault)).await,
        };
        let Some(broken) = &ran.broken else {
            println!("  {} operations, nothing broken", ran.done.len());
            continue;
        };
        caught += 1;
        println!("  {broken}\n  after {} operations", ran.done.len());
        let shortened = cli.shortened(seed, &ran, fault).await;
        println!("  {}", shortened.as_ref().unwrap_or(&ran).list());
    }
    println!("{} rounds, {caught} broke an invariant", cli.rounds);
    let well = if fault.is_some() { caught > 0 } else { caught == 0 };
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
