//! Sends what waits in the outbox: again and again, later each time, and not for ever.
//!
//! A message is taken by a guarded row before it is carried, so one node sends it; one that was carried
//! and could not be noted as sent goes out once more. What was sent, or given up, is forgotten at once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use vermilion_model::Span;
use vermilion_model::fact::traffic::Traffic;
use vermilion_store::DueMailRow;

use crate::people::MailBox;
use crate::{Desk, Failure, open_mail};

/// How many messages are looked at, and carried at once.
const AT_ONCE: i64 = 8;
/// How long a message is one node's; far longer than any carrying takes.
const TAKEN_FOR: Span = Span::mins(5);
/// The first wait after a failure; each is twice the one before.
const FIRST_WAIT_SECS: i64 = 30;
/// The longest.
const LONGEST_WAIT_SECS: i64 = 60 * 60;
/// A message as old as this is given up: nobody waits for it any more.
const GIVEN_UP_AFTER: Span = Span::days(1);

/// What a courier is about to answer.
pub type Carrying<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// Who carries messages out of the house.
pub trait Courier: fmt::Debug + Send + Sync {
    /// Carries one to whom it is to.
    fn carry<'a>(&'a self, letter: &'a MailBox) -> Carrying<'a>;
}

/// Why a message was not delivered; the words are the operator's, and hold neither address nor content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It may go through later.
    #[error("not now: {0}")]
    Later(String),
    /// It never will.
    #[error("never: {0}")]
    Never(String),
}

/// Sends until `stop` changes.
pub async fn deliver(desk: Arc<Desk>, courier: Arc<dyn Courier>, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            _ = stop.changed() => return,
        }
        if let Err(failure) = deliver_due(&desk, &courier).await {
            tracing::warn!(%failure, "messages wait a second longer");
        }
    }
}

/// Sends what is due, a few at once; how many were sent.
///
/// # Errors
/// `Busy` while nothing can be written; what was not sent stays due.
pub async fn deliver_due(desk: &Arc<Desk>, courier: &Arc<dyn Courier>) -> Result<usize, Failure> {
    let due = desk.read.mails_due(desk.now(), AT_ONCE).await?;
    let mut carried = JoinSet::new();
    for row in due {
        let (desk, courier) = (Arc::clone(desk), Arc::clone(courier));
        carried.spawn(async move { deliver_one(&desk, &*courier, &row).await });
    }
    let mut sent = 0;
    while let Some(done) = carried.join_next().await {
        sent += usize::from(done.map_err(Failure::broken)??);
    }
    Ok(sent)
}

async fn deliver_one(desk: &Desk, courier: &dyn Courier, row: &DueMailRow) -> Result<bool, Failure> {
    let now = desk.now();
    let taken = Traffic::MailTaken { mail: row.mail, due_at: row.due_at, until: now.plus(TAKEN_FOR) };
    match desk.note(taken).await {
        Ok(()) => {}
        // Another node has it.
        Err(Failure::Stale) => return Ok(false),
        Err(failure) => return Err(failure),
    }
    let letter = open_mail(desk, row.mail, &row.sealed)?;
    let answered = courier.carry(&letter).await;
    let (at, mail, channel) = (desk.now(), row.mail, letter.channel.as_str());
    let age = at.since(row.at);
    let next = match &answered {
        Ok(()) => Traffic::MailSent { mail, at },
        Err(Undelivered::Later(why)) if age < GIVEN_UP_AFTER => {
            tracing::warn!(%mail, channel, why, tries = row.tries + 1, "a message will be tried again");
            Traffic::MailPutOff { mail, due_at: at.plus(wait(row.tries)) }
        }
        Err(undelivered) => {
            tracing::error!(%mail, channel, why = %undelivered, "a message is given up");
            Traffic::MailGivenUp { mail, at }
        }
    };
    desk.note(next).await?;
    Ok(answered.is_ok())
}

/// How long after so many earlier tries the next is.
fn wait(tries: i64) -> Span {
    let doubled = FIRST_WAIT_SECS.saturating_mul(1 << tries.clamp(0, 16));
    Span::secs(doubled.min(LONGEST_WAIT_SECS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<i64> = (0..9).map(|tries| wait(tries).as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
        assert_eq!(wait(i64::MAX).as_secs(), 3_600);
    }
}
