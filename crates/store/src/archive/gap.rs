//! Gaps: entries that a restore found missing. Nothing is allowed until an operator accepts each.

use std::sync::Arc;

use vermilion_model::fact::{Actor, Fact, GapAccepted};

use super::backup::LANE;
use super::scan::Gap;
use crate::options::StoreOptions;
use crate::sink::{Happened, Sink, Told};
use crate::{Engine, LoginRow, Sql, StoreFault, open};

static OPEN_GAPS: Sql = Sql::both("select after, before from gap where accepted_at is null order by after");

impl Engine {
    /// The gaps that nobody accepted yet, in order.
    pub async fn open_gaps(&self) -> Result<Vec<Gap>, StoreFault> {
        let rows = self.read(&OPEN_GAPS, &[]).await?;
        rows.iter().map(|row| Ok(Gap { after: row.int(0)?, before: row.int(1)? })).collect()
    }
}

/// `restore --accept-gap`: accepts every gap, each a fact; answers them. Nodes that run must start
/// again.
pub async fn accept_gaps(options: StoreOptions) -> Result<Vec<Gap>, StoreFault> {
    let now = (options.clocks.wall)();
    let opened = open(options).await?;
    let gaps = opened.engine.open_gaps().await?;
    let cursor = opened.engine.snapshot().await?.cursor(LANE).await?;
    let store = opened.start(Arc::new(Deaf), cursor)?;
    let mut done = Ok(());
    for gap in &gaps {
        let act = GapAccepted { after: gap.after, before: gap.before }.into();
        let recorded = store.writer.record(Fact { at: now, actor: Actor::CommandLine, act }).await;
        done = recorded.map(drop).map_err(|fault| StoreFault::Engine(fault.to_string()));
        if done.is_err() {
            break;
        }
    }
    store.close().await;
    done.map(|()| gaps)
}

/// Nothing is in force in a command that decides nothing.
struct Deaf;

impl Sink for Deaf {
    fn governance(&self, _: vermilion_model::Seq, _: Told<'_>) {}
    fn marks(&self, _: &[vermilion_model::fact::traffic::Mark]) {}
    fn traffic(&self, _: &Arc<Happened>) {}
    fn spent(&self, _: &LoginRow) {}
    fn fresh_until(&self, _: std::time::Duration) {}
    fn halted(&self, _: &str) {}
}
