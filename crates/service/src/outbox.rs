//! What waits to be sent to people, opened: for the simulation, which sends nothing.

use vermilion_model::{Id, Mail, Time};
use vermilion_store::MailRowRead;

use crate::people::MailBox;
use crate::{Desk, Failure, open_mail};

/// A message.
#[derive(Debug)]
pub struct Letter {
    /// Which.
    pub mail: Id<Mail>,
    /// When it was queued.
    pub at: Time,
    /// To whom, and what.
    pub content: MailBox,
}

/// The newest messages, at most `limit`.
pub async fn outbox(desk: &Desk, limit: i64) -> Result<Vec<Letter>, Failure> {
    let rows = desk.read.mails_newest(limit).await?;
    let open = |row: MailRowRead| {
        Ok(Letter { mail: row.mail, at: row.at, content: open_mail(desk, row.mail, &row.sealed)? })
    };
    rows.into_iter().map(open).collect()
}
