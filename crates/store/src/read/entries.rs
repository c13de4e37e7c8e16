//! Reads about the audit log's entries.

use crate::chain::entry_columns;
use crate::{Engine, Entry, Sql, StoreFault, statements};

static BEFORE: Sql = Sql::both(concat!(
    "select ",
    entry_columns!(),
    " from entry where lane = $1 and number < $2 order by number desc limit $3"
));

impl Engine {
    /// Entries after a number, the oldest first, at most `limit`.
    pub async fn entries_after(&self, lane: u16, after: i64, limit: i64) -> Result<Vec<Entry>, StoreFault> {
        let params = [lane.into(), after.into(), limit.into()];
        self.read(&statements::ENTRIES_AFTER, &params).await?.iter().map(Entry::from_row).collect()
    }

    /// Entries before a number, the newest first, at most `limit`.
    pub async fn entries_before(&self, lane: u16, before: i64, limit: i64) -> Result<Vec<Entry>, StoreFault> {
        let params = [lane.into(), before.into(), limit.into()];
        self.read(&BEFORE, &params).await?.iter().map(Entry::from_row).collect()
    }
}
