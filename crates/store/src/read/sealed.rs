//! Reads about data that was encrypted for accounts' clients.

use vermilion_model::{AccountNo, Time};

use crate::{Engine, Sql, StoreFault, Value};

static BY_TEXT: Sql = Sql::both(
    "select at from sealed_data where account = $1 and text_hash = $2 and at >= $3 order by at desc limit 1",
);
static BY_BYTES: Sql = Sql::both(
    "select at from sealed_data where account = $1 and raw_hash = $2 and at >= $3 order by at desc limit 1",
);

impl Engine {
    /// When data with this hash, of its text or of its bytes, was encrypted for an account, if that was
    /// not before `since`.
    pub async fn sealed_at(
        &self,
        account: AccountNo,
        hash: &[u8],
        since: Time,
    ) -> Result<Option<Time>, StoreFault> {
        for sql in [&BY_TEXT, &BY_BYTES] {
            let params: [Value; 3] = [account.into(), hash.into(), since.into()];
            if let Some(row) = self.read_one(sql, &params).await? {
                return row.time(0).map(Some);
            }
        }
        Ok(None)
    }
}
