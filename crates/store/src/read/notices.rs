//! Reads about what members are told.

use vermilion_model::{AccountNo, Case, Id, Member, Notice, Time};

use crate::{Engine, Sql, StoreFault};

static NOTICES: Sql = Sql::both(
    "select id, kind, about, at, read_at from notice where member = $1 and id < $2 order by id desc limit $3",
);
static UNREAD: Sql = Sql::both(
    "select count(*) from (select 1 from notice where member = $1 and read_at is null limit 1000) n",
);
static CHOICE: Sql = Sql::both("select sealed from notice_choice where member = $1");
static ENDING: Sql = Sql::both(
    "select id, account, until from authz where revoked_at is null and effective_revision is not null \
     and until > $1 and until <= $2 and id > $3 order by id limit 100",
);
static OVERDUE: Sql = Sql::both(
    "select id, account, applicant, due_at from review_case where state = 'open' and due_at <= $1 \
     order by due_at desc, id limit 200",
);

/// A notice.
#[derive(Debug, Clone)]
pub struct NoticeRowRead {
    /// Which.
    pub notice: Id<Notice>,
    /// Of what kind of thing.
    pub kind: String,
    /// Where it can be looked at: a JSON object of ids.
    pub about: String,
    /// When.
    pub at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
}

/// An authorization whose end is near.
#[derive(Debug, Clone, Copy)]
pub struct EndingRow {
    /// Which.
    pub authorization: Id<vermilion_model::Authorization>,
    /// Whose.
    pub account: AccountNo,
    /// When it ends.
    pub until: Time,
}

/// A case that should have been decided.
#[derive(Debug, Clone, Copy)]
pub struct OverdueRow {
    /// Which.
    pub case: Id<Case>,
    /// Whose.
    pub account: AccountNo,
    /// Who waits.
    pub applicant: Id<Member>,
    /// Since when.
    pub due_at: Time,
}

impl Engine {
    /// A member's notices before one, the newest first, at most `limit`.
    pub async fn notices_of_member(
        &self,
        member: Id<Member>,
        before: Option<Id<Notice>>,
        limit: i64,
    ) -> Result<Vec<NoticeRowRead>, StoreFault> {
        let before = before.map_or_else(|| vec![0xff; 16], |id| id.bytes().to_vec());
        let rows = self.read(&NOTICES, &[member.into(), before.into(), limit.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(NoticeRowRead {
                    notice: row.id(0)?,
                    kind: row.text(1)?,
                    about: row.text(2)?,
                    at: row.time(3)?,
                    read_at: row.opt_time(4)?,
                })
            })
            .collect()
    }

    /// How many a member has not read; past a thousand they are not counted.
    pub async fn notices_unread(&self, member: Id<Member>) -> Result<i64, StoreFault> {
        self.read_one(&UNREAD, &[member.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }

    /// By which ways a member is told, sealed; nothing where they never said.
    pub async fn notice_choice(&self, member: Id<Member>) -> Result<Option<Vec<u8>>, StoreFault> {
        self.read_one(&CHOICE, &[member.into()]).await?.map(|row| row.blob(0)).transpose()
    }

    /// Authorizations in force that end in a span, by id behind `after`, at most a hundred.
    pub async fn authorizations_ending(
        &self,
        (from, to): (Time, Time),
        after: Option<Id<vermilion_model::Authorization>>,
    ) -> Result<Vec<EndingRow>, StoreFault> {
        let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
        let rows = self.read(&ENDING, &[from.into(), to.into(), after.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(EndingRow {
                    authorization: row.id(0)?,
                    account: AccountNo(row.small(1)?),
                    until: row.time(2)?,
                })
            })
            .collect()
    }

    /// Open cases whose time is over, the latest first, at most two hundred.
    pub async fn applications_overdue(&self, now: Time) -> Result<Vec<OverdueRow>, StoreFault> {
        let rows = self.read(&OVERDUE, &[now.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(OverdueRow {
                    case: row.id(0)?,
                    account: AccountNo(row.small(1)?),
                    applicant: row.id(2)?,
                    due_at: row.time(3)?,
                })
            })
            .collect()
    }
}
