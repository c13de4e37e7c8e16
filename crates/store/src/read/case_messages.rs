//! Reads about what was said about a case. Words are sealed under the account's key.

use vermilion_model::{Case, CaseMessage, Id, Member, MessageKind, Time};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

// A case that more was said about than this is read to that length.
static OF_CASE: Sql = Sql::both(
    "select id, kind, author, pointer, at, sealed from case_message where review_case = $1 order by id limit 500",
);
static COUNT: Sql = Sql::both("select count(*) from case_message where review_case = $1");

/// Something said about a case.
#[derive(Debug, Clone)]
pub struct CaseMessageRow {
    /// Its id.
    pub message: Id<CaseMessage>,
    /// What it is.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: Id<Member>,
    /// JSON pointer of the field it is about; empty means the whole.
    pub pointer: String,
    /// When.
    pub at: Time,
    /// The words, sealed.
    pub sealed: Vec<u8>,
}

fn message(row: &Row) -> Result<CaseMessageRow, StoreFault> {
    Ok(CaseMessageRow {
        message: row.id(0)?,
        kind: word(row, 1, MessageKind::from_word)?,
        author: row.id(2)?,
        pointer: row.text(3)?,
        at: row.time(4)?,
        sealed: row.blob(5)?,
    })
}

impl Engine {
    /// What was said about a case, the oldest first.
    pub async fn messages_of_case(&self, case: Id<Case>) -> Result<Vec<CaseMessageRow>, StoreFault> {
        self.read(&OF_CASE, &[case.into()]).await?.iter().map(message).collect()
    }

    /// How much was said about a case.
    pub async fn count_messages_of_case(&self, case: Id<Case>) -> Result<i64, StoreFault> {
        self.read_one(&COUNT, &[case.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }
}
