//! Holding consents in memory against the rows, after a start that read the saved copy.

use std::collections::BTreeSet;
use std::time::Duration;

use vermilion_decide::{Chunk, PAIRS_A_CHUNK};
use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, Ordinal, Scope};

use crate::{Desk, Failure};

/// A chunk this often, so that the check costs requests little.
const EVERY: Duration = Duration::from_millis(20);
/// How often a chunk is compared that changes while it is compared.
const TRIES: usize = 100;

/// How the check goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Beside requests.
    Gently,
    /// As fast as it can.
    AtOnce,
}

/// Compares every chunk; an account of which one differs is allowed nothing until a start. How many did.
///
/// # Errors
/// The store could not be read or written.
pub async fn check_consents(desk: &Desk, pace: Pace) -> Result<usize, Failure> {
    let mut held: BTreeSet<Chunk> = BTreeSet::new();
    for account in desk.in_force.account_numbers() {
        held.extend(desk.in_force.chunks_of(account));
    }
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut doubted = BTreeSet::new();
    let mut from = Chunk { account: AccountNo(0), number: 0 };
    while let Some(chunk) = next(desk, &held, from).await? {
        if pace == Pace::Gently {
            ticks.tick().await;
        }
        if !doubted.contains(&chunk.account) && !agrees(desk, chunk).await? {
            doubt(desk, chunk).await?;
            doubted.insert(chunk.account);
        }
        from = behind(chunk);
    }
    Ok(doubted.len())
}

/// The next chunk of which memory or a row knows anything.
async fn next(desk: &Desk, held: &BTreeSet<Chunk>, from: Chunk) -> Result<Option<Chunk>, Failure> {
    let pair = Pair { account: from.account, ordinal: from.first() };
    let of_rows = desk.read.pair_from(pair).await?.map(Chunk::of);
    let of_memory = held.range(from..).next().copied();
    Ok(of_rows.into_iter().chain(of_memory).min())
}

fn behind(chunk: Chunk) -> Chunk {
    if chunk.number == Ordinal(u32::MAX).0 / PAIRS_A_CHUNK {
        return Chunk { account: AccountNo(chunk.account.0.saturating_add(1)), number: 0 };
    }
    Chunk { number: chunk.number + 1, ..chunk }
}

/// Whether memory and rows say the same of one moment.
async fn agrees(desk: &Desk, chunk: Chunk) -> Result<bool, Failure> {
    for _ in 0..TRIES {
        let (rows, moment) = desk.read.chunk_of_rows(chunk.account, chunk.number).await?;
        desk.store.reach(moment.seq).await?;
        note_gone(desk, chunk, &rows)?;
        if desk.in_force.chunk(chunk) == rows {
            return Ok(true);
        }
        // A fact that was applied after the rows were read may be the difference.
        if desk.store.cursor().seq == moment.seq {
            return Ok(false);
        }
        tokio::task::yield_now().await;
    }
    tracing::debug!(account = chunk.account.0, chunk = chunk.number, "changes too fast to be compared");
    Ok(true)
}

/// A user who is gone stays gone. Memory learns of a pair that was made while its user was being closed
/// by a second closing; where that never came, the rows say it.
fn note_gone(desk: &Desk, chunk: Chunk, rows: &[u8]) -> Result<(), Failure> {
    for (ordinal, _) in (chunk.first().0..).zip(rows).filter(|(_, bits)| **bits & Scope::GONE != 0) {
        let pair = Pair { account: chunk.account, ordinal: Ordinal(ordinal) };
        desk.in_force.user_gone(pair).map_err(|misfit| Failure::broken(misfit.to_string()))?;
    }
    Ok(())
}

async fn doubt(desk: &Desk, chunk: Chunk) -> Result<(), Failure> {
    tracing::error!(
        account = chunk.account.0,
        chunk = chunk.number,
        "the saved copy of consents and the rows do not agree: this account is allowed nothing until a \
        restart, which reads the rows"
    );
    desk.in_force.doubt(chunk.account).map_err(|misfit| Failure::broken(misfit.to_string()))?;
    desk.saving.give_up(desk).await
}
