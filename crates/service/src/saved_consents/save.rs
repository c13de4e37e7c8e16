//! Saving consents, chunk by chunk.

use std::time::Duration;

use tokio::sync::Mutex;
use vermilion_decide::Chunk;
use vermilion_model::Entropy;
use vermilion_store::{SavedChunk, SavedCopy};

use crate::{Desk, Failure};

/// So many facts behind the copy, it is saved; a start after a crash replays no more than about these.
const FACTS: i64 = 8_192;
/// So long behind, however few.
const AT_LEAST_EVERY: Duration = Duration::from_mins(15);
/// How many chunks go in one transaction: 64 KB, so that nobody waits long behind one.
const TOGETHER: usize = 16;

/// Where saving stands on this node.
#[derive(Debug)]
pub(crate) struct Saving(Mutex<State>);

#[derive(Debug, Clone, Copy)]
struct State {
    keeping: Keeping,
    /// Facts up to here were saved by this node, or stood in the copy it started from.
    up_to: i64,
    at: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// Every row was read: a new copy is to be made, from all that memory holds.
    Anew,
    /// This copy is kept up.
    Copy([u8; 16]),
    /// Memory itself is in doubt: what it holds is not saved.
    Nothing,
}

impl Saving {
    /// After a start.
    pub(crate) fn new(from: Option<SavedCopy>, at: Duration) -> Saving {
        let keeping = from.map_or(Keeping::Anew, |saved| Keeping::Copy(saved.copy));
        Saving(Mutex::new(State { keeping, up_to: from.map_or(0, |saved| saved.up_to), at }))
    }

    /// The copy and the rows do not agree: the next start reads the rows, and this node saves no more.
    pub(super) async fn give_up(&self, desk: &Desk) -> Result<(), Failure> {
        let mut state = self.0.lock().await;
        state.keeping = Keeping::Nothing;
        let lane = desk.store.cursor().seq.lane;
        Ok(desk.store.writer.begin_saved_consents(lane, &name(&*desk.entropy)).await?)
    }
}

fn name(entropy: &dyn Entropy) -> [u8; 16] {
    entropy.bytes()
}

/// Saves when enough has happened since the last time; about once a second is asked.
pub(crate) async fn save_when_due(desk: &Desk) -> Result<(), Failure> {
    let State { keeping, up_to, at } = *desk.saving.0.lock().await;
    let behind = desk.store.cursor().seq.number.saturating_sub(up_to);
    let old = desk.clock.boot().saturating_sub(at) >= AT_LEAST_EVERY;
    if keeping == Keeping::Anew || behind >= FACTS || (behind > 0 && old) {
        save_consents(desk).await?;
    }
    Ok(())
}

/// Saves what changed since the last time; at an orderly stop, so that the next start replays nothing.
///
/// # Errors
/// It could not be written; what was to be saved is saved the next time.
pub async fn save_consents(desk: &Desk) -> Result<(), Failure> {
    let mut state = desk.saving.0.lock().await;
    let copy = match state.keeping {
        Keeping::Nothing => return Ok(()),
        Keeping::Copy(copy) => copy,
        Keeping::Anew => {
            let copy = name(&*desk.entropy);
            desk.store.writer.begin_saved_consents(desk.store.cursor().seq.lane, &copy).await?;
            copy
        }
    };
    // Before the list: whatever was applied up to here has its chunk in it.
    let cursor = desk.store.cursor().seq;
    let mut chunks = desk.in_force.take_unsaved_chunks();
    // In one order on every node, so that no two wait for each other.
    chunks.sort_unstable();
    if let Err(failure) = write(desk, &chunks, cursor).await {
        desk.in_force.chunks_not_saved(&chunks);
        return Err(failure);
    }
    state.keeping = Keeping::Copy(copy);
    if desk.store.writer.consents_saved(&copy, cursor).await? {
        (state.up_to, state.at) = (cursor.number, desk.clock.boot());
        return Ok(());
    }
    desk.in_force.chunks_not_saved(&chunks);
    // Another node began another copy. It can be added to once it holds what this node has put away.
    let present = desk.read.saved_consents(cursor.lane).await?;
    if let Some(present) = present.filter(|present| present.up_to >= state.up_to) {
        state.keeping = Keeping::Copy(present.copy);
    }
    Ok(())
}

async fn write(desk: &Desk, chunks: &[Chunk], cursor: vermilion_model::Seq) -> Result<(), Failure> {
    for some in chunks.chunks(TOGETHER) {
        let saved = |chunk: &Chunk| SavedChunk {
            account: chunk.account,
            number: chunk.number,
            cursor,
            bits: desk.in_force.chunk(*chunk),
        };
        let saved: Vec<SavedChunk> = some.iter().map(saved).collect();
        desk.store.writer.save_chunks(&saved).await?;
    }
    Ok(())
}
