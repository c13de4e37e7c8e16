//! P3: what group commit gains; and what one durable write costs a lone client.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use vermilion_rig::{Child, Client};

use super::http::CODES_A_SECOND;
use crate::Run;
use crate::goal::{Line, Rounds, Row, Verdict};
use crate::load::{Requests, Sample, Shot, Wrk};
use crate::servers::{self, Layout};
use crate::supply::Supply;

const CONNECTIONS: u32 = 32;
/// How many requests a lone client sends, and how many writes are timed.
const LONE: usize = 2_000;

pub(super) async fn measure(run: &Run) -> Result<Vec<Row>> {
    let supply = Supply::new(None).await?;
    let mut codes = supply.codes(2 * run.rounds + 1, CODES_A_SECOND * usize::try_from(run.seconds)?).await?;
    let wrk = Wrk::find()?;
    let (mut grouped, mut naive, mut per_sync) = (Rounds::default(), Rounds::default(), Rounds::default());
    for _ in 0..run.rounds {
        // The store has one server at a time.
        let product = servers::product(run, &supply, Layout::Shared)?;
        let file = codes.pop().context("no codes")?;
        let shot = || exchange(&wrk, run, &supply, (&product, file.clone()));
        let (syncs, sample) = syncs_during(product.id(), run.seconds, shot)?;
        grouped.0.push(sample.per_second);
        #[expect(clippy::cast_precision_loss, reason = "counts of one sample")]
        per_sync
            .0
            .extend(syncs.map(|syncs| sample.requests as f64 / syncs.max(1) as f64 / f64::from(CONNECTIONS)));
        product.stop()?;
        let other = servers::naive(&supply)?;
        let file = codes.pop().context("no codes")?;
        naive.0.push(exchange(&wrk, run, &supply, (&other, file))?.per_second);
        drop(other);
        // The next one makes its table again.
        std::fs::remove_file(supply.folder().join("naive.sqlite"))?;
    }
    let mut rows = vec![Row::multiple(
        "P3",
        "durable exchange ≥ 10 × one transaction a request",
        &grouped.over(&naive),
        Line::AtLeast(10.0),
    )];
    rows.push(Row::new(
        "P3",
        "beside it: one transaction a request",
        format!("{:.0} a second", naive.median()),
        Verdict::Beside,
    ));
    let asked = "exchanges a fsync ≥ 0.38 × connections, at 32";
    rows.push(if per_sync.0.is_empty() {
        Row::not_measured("P3", asked, "perf cannot count the server's fdatasync here")
    } else {
        Row::multiple("P3", asked, &per_sync, Line::AtLeast(0.38))
    });
    Ok(rows)
}

fn exchange(wrk: &Wrk, run: &Run, supply: &Supply, (server, file): (&Child, PathBuf)) -> Result<Sample> {
    wrk.sample(&Shot {
        server: server.address,
        process: server.id(),
        connections: CONNECTIONS,
        seconds: run.seconds,
        requests: &Requests::Codes { file, path: Some(supply.exchange()) },
        expected: "session_key",
    })
}

/// How often a process asks the disk during some work, as `perf` counts it; nothing where it cannot.
pub(super) fn syncs_during<T>(
    process: u32,
    seconds: u32,
    work: impl FnOnce() -> Result<T>,
) -> Result<(Option<u64>, T)> {
    let perf = Command::new("perf")
        .args(["stat", "-x", ",", "-e", "syscalls:sys_enter_fdatasync,syscalls:sys_enter_fsync"])
        .args(["-p", &process.to_string(), "--", "sleep", &(seconds + 1).to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let done = work()?;
    let Ok(perf) = perf else { return Ok((None, done)) };
    let said = String::from_utf8_lossy(&perf.wait_with_output()?.stderr).into_owned();
    let counts: Vec<u64> = said
        .lines()
        .filter(|line| line.contains("sync"))
        .filter_map(|line| line.split(',').next()?.parse().ok())
        .collect();
    Ok(((!counts.is_empty()).then(|| counts.iter().sum()), done))
}

/// P5 for one caller: an exchange costs a bare answer and little more than two writes.
pub(super) async fn lone_client(
    supply: &Supply,
    (bare, product): (&Child, &Child),
    codes: Option<PathBuf>,
) -> Result<Vec<Row>> {
    let codes = std::fs::read_to_string(codes.context("no codes")?)?;
    let (before, behind) = supply.exchange();
    let paths: Vec<String> = codes.lines().take(LONE).map(|code| format!("{before}{code}{behind}")).collect();
    let simple = vec!["/".to_owned(); LONE];
    let bare = median(timed(bare, (&simple, None), "Hello").await?);
    let exchange = median(timed(product, (&paths, None), "session_key").await?);
    let stable = vec!["/cgi-bin/stable_token".to_owned(); LONE];
    let stable = median(timed(product, (&stable, Some(&supply.stable_token())), "access_token").await?);
    let write = median(writes(supply)?);
    let limit = bare + 2 * write;
    let measured = format!("{exchange:?}; bare {bare:?}, one fdatasync {write:?}");
    let verdict = if exchange <= limit {
        Verdict::Met
    } else {
        Verdict::Missed(format!("by {:?}", exchange.saturating_sub(limit)))
    };
    Ok(vec![
        Row::new("P5", "a lone client's p50 ≤ bare p50 + 2 × fdatasync", measured, verdict),
        Row::new(
            "P5",
            "beside it: its `stable_token`, which has a body",
            format!("{stable:?}"),
            Verdict::Beside,
        ),
    ])
}

async fn timed(
    server: &Child,
    (paths, body): (&[String], Option<&str>),
    expected: &str,
) -> Result<Vec<Duration>> {
    let mut client = Client::connect(server.address).await?;
    let mut times = Vec::with_capacity(paths.len());
    for path in paths {
        let begun = Instant::now();
        let answer = match body {
            None => client.get(path).await?,
            Some(body) => client.post(path, body).await?,
        };
        times.push(begun.elapsed());
        if !answer.body.contains(expected) {
            bail!("void: {}", answer.body);
        }
    }
    Ok(times)
}

/// What the disk under the store takes for one frame of a log that has its size already.
fn writes(supply: &Supply) -> Result<Vec<Duration>> {
    const FRAME: usize = 24 + 4_096;
    let file = File::create(supply.folder().join("log-like"))?;
    file.write_all_at(&vec![0; FRAME * LONE], 0)?;
    file.sync_all()?;
    let frame = [7_u8; FRAME];
    let mut times = Vec::with_capacity(LONE);
    for number in 0..LONE {
        let at = u64::try_from(number * FRAME)?;
        file.write_all_at(&frame, at)?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
