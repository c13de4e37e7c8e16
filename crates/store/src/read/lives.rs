//! Reads about the lives of the store: which incarnation gave which ordinal.

use vermilion_model::{AccountNo, Incarnation, Ordinal};

use crate::{Engine, Sql, StoreFault};

static RANGES: Sql = Sql::both(
    "select account, first_ordinal, incarnation from incarnation_range \
     order by account, first_ordinal, incarnation",
);

/// From this ordinal on an account's OpenIDs are of this incarnation, until the next range begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RangeRow {
    /// The account.
    pub account: AccountNo,
    /// The first ordinal.
    pub first: Ordinal,
    /// Whose they are.
    pub incarnation: Incarnation,
}

impl Engine {
    /// Every range, by account and first ordinal; of two that begin together the later life is last.
    /// An account without any has had one life only: the store's present one.
    pub async fn incarnation_ranges(&self) -> Result<Vec<RangeRow>, StoreFault> {
        let rows = self.read(&RANGES, &[]).await?;
        rows.iter()
            .map(|row| {
                Ok(RangeRow {
                    account: AccountNo(row.small(0)?),
                    first: Ordinal(row.small(1)?),
                    incarnation: Incarnation(row.small(2)?),
                })
            })
            .collect()
    }
}
