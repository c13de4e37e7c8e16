//! Reads about what calls left behind.

use vermilion_model::{AccountNo, Time};

use crate::{Engine, Sql, StoreFault, Value};

static CALLS: Sql = Sql::both(
    "select day, call, answered, refused from call_day where account = $1 and day >= $2 order by day, call",
);
static REFUSALS: Sql = Sql::both(
    "select call, code, reason, count, last_at, last_rid from refusal_day where account = $1 and day >= $2 \
     order by day, call, code, reason",
);
static USERS: Sql = Sql::both(
    "select call, chunk, bits from user_day where account = $1 and day >= $2 order by day, call, chunk",
);

/// One account's calls of one kind on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallsRow {
    /// The day, from the epoch in the platform's zone.
    pub day: u32,
    /// Which call, by its name.
    pub call: String,
    /// How many were answered.
    pub answered: u64,
    /// How many were refused.
    pub refused: u64,
}

/// Refusals of one kind on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalsRow {
    /// Which call, by its name.
    pub call: String,
    /// The error code.
    pub code: i32,
    /// The reason's code.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The last one's time.
    pub last_at: Time,
    /// The last one's `rid`.
    pub last_rid: [u32; 3],
}

/// Which of 4,096 users a call was about on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersRow {
    /// Which call, by its name.
    pub call: String,
    /// Which 4,096.
    pub chunk: u32,
    /// A bit a user.
    pub bits: Vec<u8>,
}

impl Engine {
    /// An account's calls since a day.
    pub async fn calls_since(&self, account: AccountNo, day: u32) -> Result<Vec<CallsRow>, StoreFault> {
        let params: [Value; 2] = [account.into(), day.into()];
        let rows = self.read(&CALLS, &params).await?;
        rows.iter()
            .map(|row| {
                let (day, call) = (row.small(0)?, row.text(1)?);
                Ok(CallsRow { day, call, answered: row.small(2)?, refused: row.small(3)? })
            })
            .collect()
    }

    /// An account's refusals since a day.
    pub async fn refusals_since(&self, account: AccountNo, day: u32) -> Result<Vec<RefusalsRow>, StoreFault> {
        let params: [Value; 2] = [account.into(), day.into()];
        let rows = self.read(&REFUSALS, &params).await?;
        rows.iter()
            .map(|row| {
                let bytes: [u8; 12] = row.array(5)?;
                let mut last_rid = [0; 3];
                for (word, bytes) in last_rid.iter_mut().zip(bytes.as_chunks::<4>().0) {
                    *word = u32::from_be_bytes(*bytes);
                }
                Ok(RefusalsRow {
                    call: row.text(0)?,
                    code: row.small(1)?,
                    reason: row.text(2)?,
                    count: row.small(3)?,
                    last_at: row.time(4)?,
                    last_rid,
                })
            })
            .collect()
    }

    /// The users that an account's calls were about since a day.
    pub async fn users_since(&self, account: AccountNo, day: u32) -> Result<Vec<UsersRow>, StoreFault> {
        let params: [Value; 2] = [account.into(), day.into()];
        let rows = self.read(&USERS, &params).await?;
        rows.iter()
            .map(|row| Ok(UsersRow { call: row.text(0)?, chunk: row.small(1)?, bits: row.blob(2)? }))
            .collect()
    }
}
