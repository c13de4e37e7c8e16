//! Reads about requests that carry a key of their sender's.

use vermilion_model::{Digest, Time};

use crate::{Engine, Sql, StoreFault};

static BY_PLACE: Sql =
    Sql::both("select content, begun_at, answered_at, answer from keyed_request where place = $1");
static OF_CALLER: Sql =
    Sql::both("select count(*) from (select caller from keyed_request where caller = $1 limit $2) as held");

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedRequestRow {
    /// Keyed digest of what was sent.
    pub content: Digest,
    /// When it began.
    pub begun_at: Time,
    /// When it was answered; none while it is being carried out, or if nobody ever answered.
    pub answered_at: Option<Time>,
    /// The answer, sealed, where it is kept.
    pub answer: Option<Vec<u8>>,
}

impl Engine {
    /// The request of this place.
    pub async fn keyed_request_by_place(
        &self,
        place: &Digest,
    ) -> Result<Option<KeyedRequestRow>, StoreFault> {
        let Some(row) = self.read_one(&BY_PLACE, &[place.to_bytes().as_slice().into()]).await? else {
            return Ok(None);
        };
        let content = Digest::from_slice(&row.blob(0)?);
        Ok(Some(KeyedRequestRow {
            content: content.ok_or(StoreFault::Shape { column: 0, expected: "a keyed digest" })?,
            begun_at: row.time(1)?,
            answered_at: row.opt_time(2)?,
            answer: row.opt_blob(3)?,
        }))
    }

    /// How many requests of a caller are remembered, counted up to `most`.
    pub async fn keyed_requests_of(&self, caller: [u8; 16], most: i64) -> Result<i64, StoreFault> {
        let row = self.read_one(&OF_CALLER, &[caller.as_slice().into(), most.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }
}
