//! Reads about evidence.

use vermilion_model::{
    AccountNo, Case, CaseMessage, EvidenceFile, EvidenceState, Id, MediaType, Member, Revision, Time,
};

use super::accounts::word;
use crate::{BlobName, Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "e.id, e.account, e.blob, e.digest, e.media, e.bytes, e.sealed, e.state, e.stored_at, e.stored_by, \
         (select count(*) from evidence_use u where u.evidence = e.id), e.review_case, e.case_message, \
         e.deleted_at \
         from evidence e"
    };
}

static BY_ID: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where e.id = $1 and (e.deleted_at is null or e.state = 'infected')"
));
static OF_ACCOUNT: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where e.account = $1 and e.review_case is null and (e.deleted_at is null or e.state = 'infected') and e.id < $2 order by e.id desc limit $3"
));
static OF_REVISION: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " join evidence_use w on w.evidence = e.id where w.revision = $1 and e.deleted_at is null order by e.id"
));
// What a message named stays named when it is gone.
static OF_THREAD: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where e.review_case = $1 and e.case_message is not null order by e.id limit 1000"
));
static WAITING: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where e.state = 'quarantined' and e.deleted_at is null and e.id > $1 order by e.id limit 20"
));
// Nothing that waits for a decision rests on it, and the last decision that did is old enough; what a message
// names waits for its case, and for the appeal of it. What nothing ever rested on has a term of its own.
static OUTDATED: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where e.deleted_at is null and e.stored_at < $2 and not exists \
     (select 1 from evidence_use u join revision r on r.id = u.revision \
     where u.evidence = e.id and (r.outcome is null or r.decided_at > $1)) \
     and not exists (select 1 from evidence_use u join petition p on p.id = u.revision \
     where u.evidence = e.id and (p.outcome is null or p.decided_at > $1)) \
     and (e.case_message is null or not exists \
     (select 1 from review_case c left join review_case a on a.id = c.appealed_by \
     where c.id = e.review_case and (c.state = 'open' or c.decided_at > $1 \
     or a.state = 'open' or a.decided_at > $1))) \
     and (e.stored_at < $1 or (e.case_message is null \
     and not exists (select 1 from evidence_use u where u.evidence = e.id))) \
     order by e.id limit 100"
));
static BY_BLOB: Sql = Sql::both("select id from evidence where blob = $1 and deleted_at is null");
static COUNT_UNUSED: Sql = Sql::both(
    "select count(*) from evidence e where e.account = $1 and e.deleted_at is null \
     and e.review_case is null and not exists (select 1 from evidence_use u where u.evidence = e.id)",
);
static COUNT_CASE: Sql =
    Sql::both("select count(*) from evidence where review_case = $1 and deleted_at is null");

/// A file that is there; its name is sealed under its account's key.
#[derive(Debug, Clone)]
pub struct EvidenceRow {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// Whose.
    pub account: AccountNo,
    /// Its name on disk.
    pub blob: BlobName,
    /// Digest of its content, keyed by its account's key.
    pub digest: [u8; 32],
    /// What it is.
    pub media: MediaType,
    /// How long it is, in bytes.
    pub bytes: i64,
    /// What it is called, sealed.
    pub sealed: Vec<u8>,
    /// Whether it may be looked at.
    pub state: EvidenceState,
    /// When it was handed in.
    pub stored_at: Time,
    /// By whom.
    pub stored_by: Id<Member>,
    /// Whether a submission rests on it, or a message names it.
    pub used: bool,
    /// The case whose thread it is for.
    pub case: Option<Id<Case>>,
    /// The message that names it.
    pub message: Option<Id<CaseMessage>>,
    /// When it was deleted; its name went with it, unless the scanner found something in it.
    pub deleted_at: Option<Time>,
}

impl EvidenceRow {
    fn from_row(row: &Row) -> Result<EvidenceRow, StoreFault> {
        let message = row.opt_id(12)?;
        Ok(EvidenceRow {
            evidence: row.id(0)?,
            account: AccountNo(row.small(1)?),
            blob: row.array(2)?,
            digest: row.array(3)?,
            media: word(row, 4, MediaType::from_word)?,
            bytes: row.int(5)?,
            sealed: row.blob(6)?,
            state: word(row, 7, EvidenceState::from_word)?,
            stored_at: row.time(8)?,
            stored_by: row.id(9)?,
            used: row.int(10)? != 0 || message.is_some(),
            case: row.opt_id(11)?,
            message,
            deleted_at: row.opt_time(13)?,
        })
    }
}

impl Engine {
    /// One file, unless it was deleted for another reason than what the scanner found in it.
    pub async fn evidence_by_id(&self, id: Id<EvidenceFile>) -> Result<Option<EvidenceRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(EvidenceRow::from_row).transpose()
    }

    /// An account's files for applications before one, the newest first, at most `limit`.
    pub async fn evidence_of_account(
        &self,
        account: AccountNo,
        before: Option<Id<EvidenceFile>>,
        limit: i64,
    ) -> Result<Vec<EvidenceRow>, StoreFault> {
        let before = before.unwrap_or(Id::from_bytes([0xff; 16]));
        let params = [account.into(), before.into(), limit.into()];
        self.read(&OF_ACCOUNT, &params).await?.iter().map(EvidenceRow::from_row).collect()
    }

    /// The files on which a submission rests and that are there.
    pub async fn evidence_of_revision(&self, id: Id<Revision>) -> Result<Vec<EvidenceRow>, StoreFault> {
        self.read(&OF_REVISION, &[id.into()]).await?.iter().map(EvidenceRow::from_row).collect()
    }

    /// The files that messages about a case name, the deleted ones too.
    pub async fn evidence_of_thread(&self, case: Id<Case>) -> Result<Vec<EvidenceRow>, StoreFault> {
        self.read(&OF_THREAD, &[case.into()]).await?.iter().map(EvidenceRow::from_row).collect()
    }

    /// How many files were handed in to a case and are there.
    pub async fn count_files_of_case(&self, case: Id<Case>) -> Result<i64, StoreFault> {
        self.read_one(&COUNT_CASE, &[case.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }

    /// Files that wait for the scanner behind one, the oldest first, at most twenty.
    pub async fn evidence_waiting(
        &self,
        after: Option<Id<EvidenceFile>>,
    ) -> Result<Vec<EvidenceRow>, StoreFault> {
        let after = after.map_or(Vec::new(), |id| id.bytes().to_vec());
        self.read(&WAITING, &[after.into()]).await?.iter().map(EvidenceRow::from_row).collect()
    }

    /// Files whose time is over, at most a hundred: decided upon before `decided`, or, where nothing ever
    /// rested on them, stored before `unused`.
    pub async fn evidence_outdated(
        &self,
        decided: Time,
        unused: Time,
    ) -> Result<Vec<EvidenceRow>, StoreFault> {
        let rows = self.read(&OUTDATED, &[decided.into(), unused.into()]).await?;
        rows.iter().map(EvidenceRow::from_row).collect()
    }

    /// Whether a row names this file on disk.
    pub async fn blob_is_named(&self, blob: &BlobName) -> Result<bool, StoreFault> {
        Ok(self.read_one(&BY_BLOB, &[(*blob).into()]).await?.is_some())
    }

    /// How many files of an account nothing rests on.
    pub async fn unused_evidence(&self, account: AccountNo) -> Result<i64, StoreFault> {
        self.read_one(&COUNT_UNUSED, &[account.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }
}
