//! Whether a commit took place whose answer was lost.
//!
//! Each batch writes one row, its mark. Who lost the answer inserts the same mark on a new
//! connection: that waits for the old transaction, and either finds the mark (it committed) or puts
//! its own in its place (then the old one can never commit any more).

use std::time::Duration;

use vermilion_model::{Entropy, Time};

use super::connect::Server;
use super::fault;
use super::value::params;
use crate::{Sql, StoreFault, Value};

/// How long between two attempts to reach the server.
const PAUSE: Duration = Duration::from_millis(100);

/// Plain on purpose: when the mark is taken already, the transaction must fail.
pub(super) static MARK: Sql = Sql::both("insert into batch (id, at) values ($1, $2)");

static TAKE: Sql = Sql::both("insert into batch (id, at) values ($1, $2) on conflict do nothing");

static LOST: Sql = Sql::both("select lost from batch where id = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&MARK, &TAKE, &LOST];

/// The id of one attempt at a batch.
pub(super) struct Mark {
    pub(super) id: [u8; 16],
    pub(super) at: Time,
}

impl Mark {
    /// One that no batch has had. It begins with its time, so that marks come in at one end of their index and
    /// not all over it.
    pub(super) fn new(entropy: &dyn Entropy, at: Time) -> Mark {
        let mut id: [u8; 16] = entropy.bytes();
        let [_, _, time @ ..] = at.millis().to_be_bytes();
        for (byte, of_time) in id.iter_mut().zip(time) {
            *byte = of_time;
        }
        Mark { id, at }
    }

    pub(super) fn params(&self) -> [Value; 2] {
        [self.id.into(), self.at.into()]
    }
}

pub(super) enum Outcome {
    /// It took place; for codes, the serials that were spent before.
    Committed { lost: Vec<i64> },
    /// It did not, and cannot any more.
    Never,
}

/// Asks until the server answers: until then nobody may be told either.
pub(super) async fn outcome(server: &Server, mark: &Mark, why: &str) -> Outcome {
    tracing::warn!(why, "a commit's answer was lost; asking whether it took place");
    let mut pause = tokio::time::interval(PAUSE);
    loop {
        pause.tick().await;
        match ask(server, mark).await {
            Ok(outcome) => return outcome,
            Err(fault) => tracing::warn!(%fault, "still asking whether a commit took place"),
        }
    }
}

async fn ask(server: &Server, mark: &Mark) -> Result<Outcome, StoreFault> {
    let link = server.connect().await?;
    let engine = |error: tokio_postgres::Error| fault(&error);
    let values = mark.params();
    let types = [tokio_postgres::types::Type::BYTEA, tokio_postgres::types::Type::INT8];
    let take = link.client.prepare_typed(TAKE.postgres(), &types).await.map_err(engine)?;
    if link.client.execute(&take, &params(&values)).await.map_err(engine)? > 0 {
        return Ok(Outcome::Never);
    }
    let row = link.client.query_one(LOST.postgres(), &[&mark.id.as_slice()]).await.map_err(engine)?;
    let lost: Option<String> = row.try_get(0).map_err(engine)?;
    let lost = lost.unwrap_or_default();
    Ok(Outcome::Committed { lost: lost.split(',').filter_map(|serial| serial.parse().ok()).collect() })
}
