//! Reads about messages sent and calls refused.

use vermilion_model::fact::traffic::ShownToken;
use vermilion_model::text::Language;
use vermilion_model::{AccountNo, Id, Mail, Member, SecretNo, Span, Time, TokenKind};

use crate::{Engine, Row, Sql, StoreFault};

static MAILS: Sql = Sql::both(
    "select id, at, sealed, sent_at from mail where sent_at is null and given_up_at is null \
     order by id desc limit $1",
);
static DUE: Sql = Sql::both(
    "select id, at, sealed, tries, due_at from mail where sent_at is null and given_up_at is null \
     and due_at <= $1 order by due_at, id limit $2",
);
static REFUSAL: Sql = Sql::both(
    "select rid, at, account, call, code, reason, client, query, cost, token_kind, token_secret, token_issued \
     from refusal where rid = $1",
);

static LANGUAGE: Sql = Sql::both("select language from member_language where member = $1");

/// A message; recipient and text are sealed.
#[derive(Debug, Clone)]
pub struct MailRowRead {
    /// The id.
    pub mail: Id<Mail>,
    /// When it was queued.
    pub at: Time,
    /// To, subject, text.
    pub sealed: Vec<u8>,
    /// When it was sent.
    pub sent_at: Option<Time>,
}

/// A message whose turn has come.
#[derive(Debug, Clone)]
pub struct DueMailRow {
    /// The id.
    pub mail: Id<Mail>,
    /// When it was queued.
    pub at: Time,
    /// To, subject, text.
    pub sealed: Vec<u8>,
    /// How often it was tried.
    pub tries: i64,
    /// Since when it is due.
    pub due_at: Time,
}

/// A refused call.
#[derive(Debug, Clone)]
pub struct RefusalRowRead {
    /// When.
    pub at: Time,
    /// The calling account, where it is known.
    pub account: Option<AccountNo>,
    /// Method and path.
    pub call: String,
    /// The error code answered.
    pub code: i32,
    /// The reason's code.
    pub reason: String,
    /// The caller's address; none is kept of those from before it was.
    pub client: Option<String>,
    /// The names of the query's parameters.
    pub query: String,
    /// How long it took.
    pub cost: Span,
    /// The token that was shown.
    pub token: Option<ShownToken>,
}

fn shown(row: &Row) -> Result<Option<ShownToken>, StoreFault> {
    let kind = row.opt_int(9)?.and_then(|kind| u8::try_from(kind).ok()).and_then(TokenKind::from_number);
    let Some(kind) = kind else { return Ok(None) };
    Ok(Some(ShownToken { kind, secret: SecretNo(row.small(10)?), issued: row.time(11)? }))
}

fn refusal(row: &Row) -> Result<RefusalRowRead, StoreFault> {
    let account = row.opt_int(2)?.and_then(|no| u32::try_from(no).ok()).map(AccountNo);
    Ok(RefusalRowRead {
        at: row.time(1)?,
        account,
        call: row.text(3)?,
        code: row.small(4)?,
        reason: row.text(5)?,
        client: row.opt_text(6)?,
        query: row.opt_text(7)?.unwrap_or_default(),
        cost: Span::millis(row.opt_int(8)?.unwrap_or(0)),
        token: shown(row)?,
    })
}

impl Engine {
    /// Messages whose turn has come, the longest waiting first, at most `limit`.
    pub async fn mails_due(&self, now: Time, limit: i64) -> Result<Vec<DueMailRow>, StoreFault> {
        let rows = self.read(&DUE, &[now.into(), limit.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(DueMailRow {
                    mail: row.id(0)?,
                    at: row.time(1)?,
                    sealed: row.blob(2)?,
                    tries: row.int(3)?,
                    due_at: row.time(4)?,
                })
            })
            .collect()
    }

    /// The newest messages that wait, at most `limit`.
    pub async fn mails_newest(&self, limit: i64) -> Result<Vec<MailRowRead>, StoreFault> {
        let rows = self.read(&MAILS, &[limit.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(MailRowRead {
                    mail: row.id(0)?,
                    at: row.time(1)?,
                    sealed: row.blob(2)?,
                    sent_at: row.opt_time(3)?,
                })
            })
            .collect()
    }

    /// The language that a member chose for messages to them.
    pub async fn language_of_member(&self, member: Id<Member>) -> Result<Option<Language>, StoreFault> {
        let row = self.read_one(&LANGUAGE, &[member.into()]).await?;
        Ok(row.map(|row| row.text(0)).transpose()?.and_then(|tag| Language::from_tag(&tag)))
    }

    /// The refused call of this `rid`.
    pub async fn refusal_by_rid(&self, rid: [u32; 3]) -> Result<Option<RefusalRowRead>, StoreFault> {
        let bytes: Vec<u8> = rid.iter().flat_map(|group| group.to_be_bytes()).collect();
        self.read_one(&REFUSAL, &[bytes.into()]).await?.as_ref().map(refusal).transpose()
    }
}
