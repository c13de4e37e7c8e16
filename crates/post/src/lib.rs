//! Carries what waits in the outbox out of the house: mail by SMTP, text messages and members' notices by
//! webhook; and files to the operator's scanner.
//!
//! It knows `service`'s seams, [`Courier`] and the `Scanner` of evidence, and is handed plain values. Deliberately absent: the store, what a
//! message says and when it is tried again (`service`), and any template.

mod guard;
mod hook;
mod scan;
mod smtp;

use std::sync::Arc;

pub use hook::{HookFault, Hooks, SmsHook};
pub use scan::ScanHook;
pub use smtp::{Security, Smtp, SmtpFault, SmtpServer};
use vermilion_service::people::MailBox;
use vermilion_service::{Carrying, Courier, Undelivered};

/// What this installation can send with.
#[derive(Debug)]
pub struct Post {
    /// Mail; nothing where no server is set.
    pub smtp: Option<Smtp>,
    /// Text messages; nothing where no adapter is set.
    pub sms: Option<SmsHook>,
    /// Members' webhooks.
    pub hooks: Hooks,
}

impl Post {
    /// Ready to be handed on.
    pub fn into_courier(self) -> Arc<dyn Courier> {
        Arc::new(self)
    }

    async fn send(&self, letter: &MailBox) -> Result<(), Undelivered> {
        let unset = |what: &str| Undelivered::Later(format!("no {what} is set"));
        match letter.channel.as_str() {
            "email" => self.smtp.as_ref().ok_or_else(|| unset("SMTP server"))?.send(letter).await,
            "sms" => self.sms.as_ref().ok_or_else(|| unset("adapter for text messages"))?.send(letter).await,
            "webhook" => self.hooks.send(letter).await,
            other => Err(Undelivered::Never(format!("nothing carries {other:?}"))),
        }
    }
}

impl Courier for Post {
    fn carry<'a>(&'a self, letter: &'a MailBox) -> Carrying<'a> {
        Box::pin(self.send(letter))
    }
}
