//! Statements of messages that wait, are sent or are given up.

use vermilion_model::fact::traffic::{MailRow, Traffic};
use vermilion_model::{Id, Mail};

use super::traffic::{guarded, unguarded};
use super::{Table, key, stmt};
use crate::{GuardKey, Lowered, Sql, Stmt};

static QUEUE_MAIL: Sql = Sql::both(
    "insert into mail (id, at, sealed, address, due_at) values ($1, $2, $3, $4, $2) on conflict do nothing",
);
// Only from the time at which it was due: of two nodes one sends it.
static TAKE_MAIL: Sql = Sql::both(
    "update mail set due_at = $3, tries = tries + 1 where id = $1 and due_at = $2 and sent_at is null \
     and given_up_at is null",
);
static PUT_MAIL_OFF: Sql =
    Sql::both("update mail set due_at = $2 where id = $1 and sent_at is null and given_up_at is null");
static MAIL_SENT: Sql =
    Sql::both("update mail set sent_at = $2, sealed = $3, address = null where id = $1 and sent_at is null");
static GIVE_MAIL_UP: Sql = Sql::both(
    "update mail set given_up_at = $2, sealed = $3, address = null where id = $1 and sent_at is null",
);

/// A fact about a message as statements; of others there are none here.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::MailQueued(mail) => unguarded(mail_root(mail.mail), vec![queue(mail)]),
        Traffic::MailTaken { mail, due_at, until } => {
            guarded(mail_root(*mail), stmt!(TAKE_MAIL, *mail, *due_at, *until), Vec::new())
        }
        Traffic::MailPutOff { mail, due_at } => {
            unguarded(mail_root(*mail), vec![stmt!(PUT_MAIL_OFF, *mail, *due_at)])
        }
        Traffic::MailSent { mail, at } => {
            unguarded(mail_root(*mail), vec![stmt!(MAIL_SENT, *mail, *at, Vec::<u8>::new())])
        }
        Traffic::MailGivenUp { mail, at } => {
            unguarded(mail_root(*mail), vec![stmt!(GIVE_MAIL_UP, *mail, *at, Vec::<u8>::new())])
        }
        _ => Lowered::default(),
    }
}

fn mail_root(mail: Id<Mail>) -> GuardKey {
    key(Table::Mail, mail.bytes().as_slice())
}

/// A message that waits from now on.
pub(super) fn queue(mail: &MailRow) -> Stmt {
    stmt!(QUEUE_MAIL, mail.mail, mail.at, mail.sealed.as_slice(), mail.address.clone())
}
