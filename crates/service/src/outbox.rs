//! What waits to be sent to people, opened: for the simulation, which sends nothing.

use vermilion_model::{Id, Mail, Time};
use vermilion_seal::Place;

use crate::people::MailBox;
use crate::{Desk, Failure};

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
    let ring = desk.ring.load();
    rows.into_iter()
        .map(|row| {
            let opened = ring.boxes.open(Place { table: "mail", row: row.mail.bytes() }, &row.sealed)?;
            let content = serde_json::from_slice(opened.expose()).map_err(Failure::broken)?;
            Ok(Letter { mail: row.mail, at: row.at, content })
        })
        .collect()
}
