//! `cargo run --release -p vermilion-simulation --example bound [revocations]`, with
//! `VERMILION_TEST_POSTGRES` naming a server: two nodes on one PostgreSQL, time until the other refuses.

use std::process::ExitCode;

use vermilion_simulation::{BOUND, Ground, time_to_refuse};

#[tokio::main]
async fn main() -> ExitCode {
    let revocations = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let Some(ground) = Ground::postgres().await else {
        eprintln!("VERMILION_TEST_POSTGRES names no server");
        return ExitCode::FAILURE;
    };
    let times = Box::pin(time_to_refuse(ground, revocations)).await;
    let verdict = if times.slowest() <= BOUND { "met" } else { "missed" };
    println!("{revocations} revocations, time until the other node refuses:");
    println!("p50 {:?}, p99 {:?}, max {:?}", times.share(50), times.share(99), times.slowest());
    println!("published bound {BOUND:?}: {verdict}");
    ExitCode::SUCCESS
}
