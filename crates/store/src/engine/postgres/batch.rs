//! A batch as one PostgreSQL transaction.

use std::sync::Arc;

use vermilion_model::Entropy;

use super::connect::{Link, Server};
use super::lost::{self, Mark, Outcome};
use super::{Trouble, Word, spend, steps};
use crate::clock::Clocks;
use crate::crash::{self, Point};
use crate::engine::{BatchFault, Written};
use crate::queue::Batch;
use crate::sink::Applier;

/// A writer's own connection, made again when it was lost.
pub(crate) struct Hand {
    server: Server,
    link: Option<Box<Link>>,
    entropy: Arc<dyn Entropy>,
    clocks: Clocks,
    word: Word,
}

impl Hand {
    pub(crate) fn new(server: Server, entropy: Arc<dyn Entropy>, clocks: Clocks, word: Word) -> Hand {
        Hand { server, link: None, entropy, clocks, word }
    }

    /// Runs a batch of facts or of codes, never of both: codes go as one statement of their own.
    pub(crate) async fn run(&mut self, batch: &Batch, applier: &Applier) -> Result<Written, BatchFault> {
        let mark = Mark::new(&*self.entropy, (self.clocks.wall)());
        let mut link = match self.link.take().filter(|link| !link.is_closed()) {
            Some(link) => link,
            None => self.server.connect().await.map(Box::new).map_err(|fault| {
                tracing::warn!(%fault, "the writer has no connection");
                BatchFault::Busy
            })?,
        };
        let out = if batch.facts.is_empty() {
            spend::run(&mut link, &self.server, batch, &mark).await
        } else {
            facts(&mut link, &self.server, (batch, applier), &mark).await
        };
        self.link = Some(link);
        if out.as_ref().is_ok_and(|written| !written.own.is_empty()) {
            self.word.told.notify_one();
        }
        out
    }
}

async fn facts(
    link: &mut Link,
    server: &Server,
    (batch, applier): (&Batch, &Applier),
    mark: &Mark,
) -> Result<Written, BatchFault> {
    let ready = match steps::before_commit(link, batch, applier).await {
        Ok(ready) => ready,
        Err(fault) => {
            link.roll_back().await;
            return Err(fault);
        }
    };
    if !ready.anything {
        link.roll_back().await;
        return Ok(ready.written);
    }
    crash::here(Point::BeforeCommit);
    match steps::commit(link, &ready, mark).await {
        Ok(()) => {
            crash::here(Point::AfterCommit);
            Ok(ready.written)
        }
        // COMMIT may have reached the server or not; the batch's mark tells.
        Err(Trouble::Away(why)) => match lost::outcome(server, mark, &why).await {
            Outcome::Committed { .. } => Ok(ready.written),
            Outcome::Never => Err(BatchFault::Again),
        },
        Err(trouble) => {
            link.roll_back().await;
            Err(trouble.of_batch())
        }
    }
}
