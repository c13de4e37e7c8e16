//! P8: from the start of the process to its first answer.

use std::sync::Arc;

use anyhow::{Context, Result};
use vermilion_model::{AccountNo, Scope};
use vermilion_rig::{agree, crowd, open_program};

use crate::Run;
use crate::goal::{Line, Rounds, Row};
use crate::servers::{self, Layout};
use crate::supply::Supply;

const ACCOUNTS: u32 = 10_000;
/// Each agrees in each of the first accounts: a million pairs.
const USERS: usize = 10_000;
const AGREED: u32 = 100;

pub(super) async fn measure(run: &Run) -> Result<Vec<Row>> {
    let supply = Supply::new(None).await?;
    let empty = starts(run, &supply)?;
    println!("filling a store with {ACCOUNTS} accounts and {} pairs", USERS * usize::try_from(AGREED)?);
    fill(&supply).await?;
    let full = starts(run, &supply)?;
    let row = |asked: &str, rounds: &Rounds, line: f64| {
        Row::new("P8", asked, format!("{:.0} ms", rounds.median()), Line::AtMost(line).judge(rounds))
    };
    Ok(vec![
        row("start to first answer ≤ 50 ms, empty", &empty, 50.0),
        row("start to first answer ≤ 150 ms, 1 M pairs, 10,000 accounts", &full, 150.0),
    ])
}

fn starts(run: &Run, supply: &Supply) -> Result<Rounds> {
    let mut rounds = Rounds::default();
    // The first one after a fill reads a cold log; a start after an orderly stop is what users see.
    servers::product(run, supply, Layout::Shared)?.stop()?;
    for _ in 0..run.rounds {
        let server = servers::product(run, supply, Layout::Shared)?;
        rounds.0.push(server.started_in.as_secs_f64() * 1e3);
        server.stop()?;
    }
    Ok(rounds)
}

async fn fill(supply: &Supply) -> Result<()> {
    let desk = Arc::new(supply.installation()?.desk().await?);
    let mut opening = tokio::task::JoinSet::new();
    for number in 2..=ACCOUNTS {
        let desk = Arc::clone(&desk);
        opening.spawn(async move { open_program(&desk, AccountNo(number)).await.map(drop) });
        if opening.len() > 512 {
            opening.join_next().await.context("nothing to wait for")???;
        }
    }
    while let Some(opened) = opening.join_next().await {
        opened??;
    }
    let users = crowd(&desk, USERS).await?;
    for number in 1..=AGREED {
        agree(&desk, &users, AccountNo(number), Some(Scope::UserInfo)).await?;
    }
    Arc::into_inner(desk).context("the desk is still held")?.close().await;
    Ok(())
}
