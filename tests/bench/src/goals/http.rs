//! P1, P2, P4, P5: calls over HTTP, side by side with bare axum.

use std::path::PathBuf;

use anyhow::{Context, Result};
use vermilion_rig::{Child, Client};

use super::durable::{lone_client, syncs_during};
use crate::Run;
use crate::goal::{Line, Rounds, Row, Verdict};
use crate::load::{Requests, Sample, Shot, Wrk};
use crate::servers::{self, Layout};
use crate::supply::Supply;

/// A sample takes no more codes than this a second.
pub(super) const CODES_A_SECOND: usize = 130_000;
const CONNECTIONS: [u32; 2] = [32, 128];

/// What is measured of one kind of request at one number of connections.
#[derive(Debug, Clone, Default)]
struct Series {
    rate: Rounds,
    cpu: Rounds,
    p99: Rounds,
}

impl Series {
    fn add(&mut self, sample: Sample) {
        self.rate.0.push(sample.per_second);
        self.cpu.0.push(sample.cpu);
        self.p99.0.push(sample.p99);
    }
}

/// All kinds at one number of connections. Calls with one code each have a base of their own, since their
/// script costs wrk more.
#[derive(Debug, Clone, Default)]
struct Board {
    bare: Series,
    parsed: Series,
    checked: Series,
    token: Series,
    stable: Series,
    bare_codes: Series,
    exchange: Series,
    /// The same two again, while the server has a runtime per core.
    bare_beside_per_core: Series,
    exchange_per_core: Series,
}

/// The servers of the rounds.
struct Bench<'a> {
    run: &'a Run,
    wrk: Wrk,
    bare: Child,
    product: Child,
    supply: Supply,
}

pub(super) async fn measure(run: &Run) -> Result<Vec<Row>> {
    let supply = Supply::new(None).await?;
    let each = CODES_A_SECOND * usize::try_from(run.seconds)?;
    let mut codes = supply.codes(2 * CONNECTIONS.len() * run.rounds + 1, each).await?;
    let product = servers::product(run, &supply, Layout::Shared)?;
    let mut bench = Bench { run, wrk: Wrk::find()?, bare: servers::bare()?, product, supply };
    let mut boards = [Board::default(), Board::default()];
    for round in 0..run.rounds {
        for (board, connections) in boards.iter_mut().zip(CONNECTIONS) {
            println!("round {round} at {connections} connections");
            bench.round(board, connections, codes.pop().context("no codes")?).await?;
        }
    }
    let quiet = bench.syncs()?;
    let lone = lone_client(&bench.supply, (&bench.bare, &bench.product), codes.pop()).await?;
    // The other layout, on the same store: a store has one server at a time, so its base is measured again.
    let Bench { product, wrk, bare, supply, .. } = bench;
    product.stop()?;
    let product = servers::product(run, &supply, Layout::PerCore)?;
    let bench = Bench { run, wrk, bare, product, supply };
    for _ in 0..run.rounds {
        for (board, connections) in boards.iter_mut().zip(CONNECTIONS) {
            let file = codes.pop().context("no codes")?;
            board.bare_beside_per_core.add(bench.unsent(connections, file.clone())?);
            board.exchange_per_core.add(bench.exchange(connections, file)?);
        }
    }
    let mut rows = Vec::new();
    for (board, connections) in boards.iter().zip(CONNECTIONS) {
        rows.extend(calls(board, connections));
        rows.extend(exchanges(board, connections));
    }
    rows.extend(quiet);
    rows.extend(lone);
    Ok(rows)
}

impl Bench<'_> {
    async fn round(&mut self, board: &mut Board, connections: u32, codes: PathBuf) -> Result<()> {
        let (before, behind) = self.supply.exchange();
        let code = "0".repeat(64);
        let token = self.fresh_token().await?;

        board.bare.add(self.shot(&self.bare, connections, &get("/".into()), "Hello, World!")?);
        let parsed = get(format!("{before}{code}{behind}").replace("/sns/jscode2session", "/parsed"));
        board.parsed.add(self.shot(&self.bare, connections, &parsed, "session_key")?);
        let checked = get(format!("/cgi-bin/get_api_domain_ip?access_token={token}"));
        board.checked.add(self.shot(&self.product, connections, &checked, "ip_list")?);
        board.token.add(self.shot(&self.product, connections, &get(self.supply.token()), "access_token")?);
        board.stable.add(self.shot(&self.product, connections, &self.stable(), "access_token")?);
        board.bare_codes.add(self.unsent(connections, codes.clone())?);
        board.exchange.add(self.exchange(connections, codes)?);
        Ok(())
    }

    fn exchange(&self, connections: u32, file: PathBuf) -> Result<Sample> {
        let requests = Requests::Codes { file, path: Some(self.supply.exchange()) };
        self.shot(&self.product, connections, &requests, "session_key")
    }

    fn shot(&self, server: &Child, connections: u32, requests: &Requests, expected: &str) -> Result<Sample> {
        let seconds = self.run.seconds;
        let (process, server) = (server.id(), server.address);
        self.wrk.sample(&Shot { server, process, connections, seconds, requests, expected })
    }

    /// What an exchange costs its sender, without one.
    fn unsent(&self, connections: u32, file: PathBuf) -> Result<Sample> {
        self.shot(&self.bare, connections, &Requests::Codes { file, path: None }, "Hello, World!")
    }

    /// One for a round's own calls: those that are measured displace each other after five minutes.
    async fn fresh_token(&self) -> Result<String> {
        let told = Client::connect(self.product.address).await?.get(&self.supply.token()).await?.body;
        let told: serde_json::Value = serde_json::from_str(&told)?;
        let token = told.get("access_token").and_then(serde_json::Value::as_str).context("no token")?;
        Ok(token.to_owned())
    }

    fn stable(&self) -> Requests {
        let body = self.supply.stable_token();
        Requests::Fixed { method: "POST", path: "/cgi-bin/stable_token".into(), body }
    }

    /// How often the server asks the disk while it hands out tokens.
    fn syncs(&self) -> Result<Vec<Row>> {
        [("token", get(self.supply.token())), ("stable_token", self.stable())]
            .iter()
            .map(|(name, requests)| {
                let (syncs, sample) = syncs_during(self.product.id(), self.run.seconds, || {
                    self.shot(&self.product, 32, requests, "access_token")
                })?;
                Ok(no_syncs(name, syncs, sample.requests))
            })
            .collect()
    }
}

fn get(path: String) -> Requests {
    Requests::Fixed { method: "GET", path, body: String::new() }
}

fn no_syncs(name: &str, syncs: Option<u64>, tokens: u64) -> Row {
    let asked = format!("`{name}`: no fsync a call");
    match syncs {
        None => Row::not_measured("P4", &asked, "perf cannot count the server's fdatasync here"),
        Some(syncs) => {
            // Marks go to disk once a second, whatever the load.
            let verdict = if syncs * 1_000 < tokens { Verdict::Met } else { Verdict::Missed(String::new()) };
            Row::new("P4", asked, format!("{syncs} in {tokens} calls"), verdict)
        }
    }
}

fn calls(board: &Board, at: u32) -> Vec<Row> {
    let figures = |series: &Series| (series.rate.over(&board.bare.rate), series.cpu.over(&board.bare.cpu));
    let mut rows = vec![
        Row::new(
            "P1",
            format!("beside it: bare axum at {at}"),
            format!(
                "{:.0} requests/s, {:.2} µs of CPU each",
                board.bare.rate.median(),
                board.bare.cpu.median()
            ),
            Verdict::Beside,
        ),
        Row::new(
            "P1",
            format!("beside it: same query parsed, JSON of an exchange's size, at {at}"),
            format!("{:.1} %", 100.0 * figures(&board.parsed).0.median()),
            Verdict::Beside,
        ),
    ];
    for (goal, name, series, share) in [
        ("P1", "checked call", &board.checked, 0.85),
        ("P4", "`token`", &board.token, 0.88),
        ("P4", "`stable_token`", &board.stable, 0.85),
    ] {
        let (rate, cpu) = figures(series);
        let asked = format!("{name} at {at}: ≥ {:.0} % of bare requests/s", share * 100.0);
        rows.push(Row::share(goal, &asked, &rate, Line::AtLeast(share)));
        rows.push(Row::multiple(goal, &format!("{name} at {at}: CPU ≤ 1.30 ×"), &cpu, Line::AtMost(1.3)));
    }
    rows
}

fn exchanges(board: &Board, at: u32) -> Vec<Row> {
    let (share, cpu, stretch) = if at == 32 { (0.38, 2.6, 0.44) } else { (0.50, 2.2, 0.60) };
    let rate = board.exchange.rate.over(&board.bare_codes.rate);
    let times = board.exchange.cpu.over(&board.bare_codes.cpu);
    let per_core = board.exchange_per_core.rate.over(&board.bare_beside_per_core.rate);
    let mut rows = vec![
        Row::share(
            "P2",
            &format!("durable exchange at {at}: ≥ {:.0} % of bare requests/s", share * 100.0),
            &rate,
            Line::AtLeast(share),
        ),
        Row::multiple(
            "P2",
            &format!("durable exchange at {at}: CPU ≤ {cpu:.1} ×"),
            &times,
            Line::AtMost(cpu),
        ),
        Row::share(
            "P2",
            &format!("stretch, a runtime per core, at {at}: ≥ {:.0} %", stretch * 100.0),
            &per_core,
            Line::AtLeast(stretch),
        ),
        Row::new(
            "P2",
            format!("beside it: exchanges a second at {at}"),
            format!("{:.0}", board.exchange.rate.median()),
            Verdict::Beside,
        ),
    ];
    if at == 32 {
        let p99 = board.exchange.p99.over(&board.bare_codes.p99);
        rows.push(Row::multiple("P5", "exchange at 32: p99 ≤ 1.2 × bare's", &p99, Line::AtMost(1.2)));
    }
    rows
}
