//! Reads about drafts: forms as typed.

use vermilion_model::fact::traffic::Draft;
use vermilion_model::{AccountNo, Authorization, Id, Member, Time};

use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "id, account, authz, version, sealed, saved_at, saved_by from draft"
    };
}

static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where id = $1"));
static OF_ACCOUNT: Sql =
    Sql::both(concat!("select ", columns!(), " where account = $1 order by id desc limit 100"));

static AFTER: Sql = Sql::both(concat!("select ", columns!(), " where id > $1 order by id limit $2"));

/// A form as typed, sealed under the account's key.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// Its id.
    pub draft: Id<Draft>,
    /// Whose.
    pub account: AccountNo,
    /// The authorization it would modify.
    pub authorization: Option<Id<Authorization>>,
    /// Raised by every save.
    pub version: i64,
    /// The form.
    pub sealed: Vec<u8>,
    /// When it was saved.
    pub saved_at: Time,
    /// By whom.
    pub saved_by: Id<Member>,
}

impl DraftRow {
    fn from_row(row: &Row) -> Result<DraftRow, StoreFault> {
        Ok(DraftRow {
            draft: row.id(0)?,
            account: AccountNo(row.small(1)?),
            authorization: row.opt_id(2)?,
            version: row.int(3)?,
            sealed: row.blob(4)?,
            saved_at: row.time(5)?,
            saved_by: row.id(6)?,
        })
    }
}

impl Engine {
    /// One draft.
    pub async fn draft_by_id(&self, id: Id<Draft>) -> Result<Option<DraftRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(DraftRow::from_row).transpose()
    }

    /// Everybody's drafts after one, by id, at most `limit`.
    pub async fn drafts_after(
        &self,
        after: Option<Id<Draft>>,
        limit: i64,
    ) -> Result<Vec<DraftRow>, StoreFault> {
        let after = after.unwrap_or(Id::from_bytes([0; 16]));
        self.read(&AFTER, &[after.into(), limit.into()]).await?.iter().map(DraftRow::from_row).collect()
    }

    /// An account's drafts, the newest first.
    pub async fn drafts_of_account(&self, account: AccountNo) -> Result<Vec<DraftRow>, StoreFault> {
        self.read(&OF_ACCOUNT, &[account.into()]).await?.iter().map(DraftRow::from_row).collect()
    }
}
