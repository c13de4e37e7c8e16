//! What an open store does by itself: the signed heads, and deleting what has outlived its use.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use vermilion_model::{Span, Time};

use crate::clock::Clocks;
use crate::heads::Keeper;
use crate::{CommitFault, Stmt, Writer, statements};

/// How long a batch's mark is kept: far longer than anybody asks for it.
const MARKS_KEPT: Span = Span::mins(60);

/// How often old marks are deleted.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

pub(crate) struct Upkeep {
    pub(crate) keeper: Keeper,
    pub(crate) writer: Writer,
    pub(crate) clocks: Clocks,
    /// Nothing is deleted while the wall clock cannot be believed.
    pub(crate) waits: Arc<AtomicBool>,
}

impl Upkeep {
    /// Looks once a second until told to stop; then writes what is due.
    pub(crate) async fn work(mut self, mut stop: oneshot::Receiver<()>) {
        let mut ticks = tokio::time::interval(Duration::from_secs(1));
        let mut swept = (self.clocks.boot)();
        loop {
            tokio::select! {
                _ = &mut stop => break,
                _ = ticks.tick() => {}
            }
            self.keeper.look();
            let now = (self.clocks.boot)();
            if now.saturating_sub(swept) >= SWEEP_EVERY && !self.waits.load(Ordering::Acquire) {
                swept = now;
                self.sweep_marks().await;
                self.sweep_old().await;
            }
        }
        self.keeper.close();
    }

    async fn sweep_marks(&self) {
        let before = (self.clocks.wall)().minus(MARKS_KEPT);
        if let Err(fault) =
            self.writer.upkeep(vec![Stmt::new(&statements::BATCH_SWEEP, [before.into()])]).await
        {
            tracing::warn!(%fault, "old marks of batches were not deleted");
        }
    }

    async fn sweep_old(&self) {
        if let Err(fault) = self.writer.sweep_old((self.clocks.wall)()).await {
            tracing::warn!(%fault, "rows that outlived their use were not deleted");
        }
    }
}

impl Writer {
    /// Deletes a thousand of the oldest codes spent before a time, the end of their sessions' life;
    /// false when there is none left so old.
    pub async fn sweep_logins(&self, before: Time) -> Result<bool, CommitFault> {
        self.upkeep(vec![Stmt::new(&statements::LOGIN_SWEEP, [before.into()])]).await
    }
}
