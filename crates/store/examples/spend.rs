//! How many codes a second the writer spends durably: `cargo run --release --example spend`.
//!
//! Arguments: callers (32), seconds (5), a folder (`-`: a new one under the system's), and a
//! `postgres://` address to measure that engine instead.
#![expect(clippy::disallowed_methods, reason = "a measuring program reads the real clock and its arguments")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use vermilion_model::{Entropy, Seq, Time};
use vermilion_seal::{MasterKeys, SeededEntropy, SystemEntropy};
use vermilion_store::{
    Bounds, Chain, Clocks, Happened, Kind, LoginRow, Place, PostgresUrl, Sink, StoreOptions, Told, migrate,
    open,
};

struct Deaf;

impl Sink for Deaf {
    fn governance(&self, _: Seq, _: Told<'_>) {}
    fn marks(&self, _: &[vermilion_model::fact::traffic::Mark]) {}
    fn traffic(&self, _: &Arc<Happened>) {}
    fn spent(&self, _: &LoginRow) {}
    fn fresh_until(&self, _: std::time::Duration) {}
    fn halted(&self, _: &str) {}
}

fn clocks() -> Clocks {
    let start = Instant::now();
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let wall = i64::try_from(since.as_millis()).unwrap_or(0);
    Clocks { wall: Arc::new(move || Time::from_millis(wall)), boot: Arc::new(move || start.elapsed()) }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let callers: usize = arguments.next().map_or(Ok(32), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let folder = arguments.next().filter(|text| text != "-").map(PathBuf::from);
    let place =
        arguments.next().map_or(Place::Sqlite, |url| Place::Postgres { url: PostgresUrl::plain(url) });
    let data = folder.unwrap_or_else(|| std::env::temp_dir().join(format!("spend-{}", std::process::id())));
    let clocks = clocks();
    let first = (clocks.wall)().millis();
    let options = StoreOptions {
        place,
        data: data.clone(),
        kind: Kind::Dev,
        chain: Arc::new(Chain::new(MasterKeys::generate(&SeededEntropy::from_number(7)).audit().clone())),
        clocks,
        entropy: SystemEntropy.child("spend"),
        heads: Vec::new(),
        bounds: Bounds::default(),
        fresh_for: Duration::from_secs(1),
        max_pages: None,
    };
    if matches!(options.place, Place::Postgres { .. }) {
        migrate(options.clone()).await?;
    }
    let opened = open(options).await?;
    let cursor = opened.engine.snapshot().await?.cursor(0).await?;
    let store = opened.start(Arc::new(Deaf), cursor)?;
    let serial = Arc::new(AtomicI64::new(first.saturating_mul(100_000)));
    let stop = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|caller| {
            let (writer, serial, stop) = (store.writer.clone(), Arc::clone(&serial), Arc::clone(&stop));
            tokio::spawn(async move {
                let usr = i64::try_from(caller).unwrap_or(0);
                let mut spent = 0_u64;
                let mut worst = Duration::ZERO;
                while !stop.load(Ordering::Relaxed) {
                    let serial = serial.fetch_add(1, Ordering::Relaxed);
                    let row = LoginRow { serial, kind: 1, key: 1, account: 1, usr, at: first };
                    let asked = Instant::now();
                    if writer.spend(row).await != Ok(true) {
                        return Err("a fresh code was not spent");
                    }
                    worst = worst.max(asked.elapsed());
                    spent = spent.saturating_add(1);
                }
                Ok((spent, worst))
            })
        })
        .collect();
    tokio::time::timeout(Duration::from_secs(seconds), std::future::pending::<()>()).await.ok();
    stop.store(true, Ordering::Relaxed);
    let mut spent = 0_u64;
    let mut worst = Duration::ZERO;
    for task in tasks {
        let (n, slowest) = task.await??;
        spent = spent.saturating_add(n);
        worst = worst.max(slowest);
    }
    let took = started.elapsed();
    println!(
        "{callers} callers: {} spends/s, slowest {worst:?}",
        u128::from(spent) * 1_000 / took.as_millis().max(1)
    );
    store.close().await;
    std::fs::remove_dir_all(data)?;
    Ok(())
}
