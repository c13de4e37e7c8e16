//! What grows by itself and is worth nothing after a while: deleted from its low end.

use vermilion_model::{Span, Time};

use crate::{CommitFault, Sql, Stmt, Writer};

/// How many steps one sweep takes at most; the rest is the next one's.
const STEPS: usize = 50;

// Ids begin with their time, so the oldest thousand are at the low end of the primary key.
static CODES: Sql = Sql::both(
    "delete from verification where id in (select id from verification order by id limit 1000) \
     and created_at < $1",
);
static SESSIONS: Sql = Sql::both(
    "delete from console_session where id in (select id from console_session order by id limit 1000) \
     and until < $1",
);
static INVITATIONS: Sql = Sql::both(
    "delete from registration_invitation where id in (select id from registration_invitation order by id \
     limit 1000) and expires_at < $1",
);
static MAILS: Sql =
    Sql::both("delete from mail where id in (select id from mail order by id limit 1000) and at < $1");
static REFUSALS: Sql = Sql::both(
    "delete from refusal where rid in (select rid from refusal order by rid limit 1000) and at < $1",
);
static CEREMONIES: Sql = Sql::both(
    "delete from ceremony where id in (select id from ceremony order by id limit 1000) and expires_at < $1",
);
static SCANS: Sql = Sql::both(
    "delete from scan where id in (select id from scan order by id limit 1000) and expires_at < $1",
);
static NOTICES: Sql =
    Sql::both("delete from notice where id in (select id from notice order by id limit 1000) and at < $1");
static DEVICES: Sql = Sql::both("delete from known_device where seen_at < $1");
static SEALED: Sql = Sql::both(
    "delete from sealed_data where serial in (select serial from sealed_data order by serial limit 1000) \
     and at < $1",
);
static GRANTS: Sql = Sql::both(
    "delete from oauth_grant where serial in (select serial from oauth_grant order by serial limit 1000) \
     and created_at < $1",
);
static CALLS: Sql = Sql::both("delete from call_day where at < $1");
static KINDS: Sql = Sql::both("delete from refusal_day where last_at < $1");
static USERS: Sql = Sql::both("delete from user_day where at < $1");
static FETCHES: Sql = Sql::both("delete from token_fetch where last_at < $1");
static STRANGERS: Sql = Sql::both("delete from stranger where last_at < $1");
static REQUESTS: Sql = Sql::both(
    "delete from keyed_request where place in \
     (select place from keyed_request where begun_at < $1 order by begun_at limit 1000)",
);
static NODES: Sql = Sql::both("delete from node where seen_at < $1");
static TRIES: Sql = Sql::both("delete from sign_in_failure where last_at < $1");

/// Each with how long it is kept: codes and tries a day longer than they count, refusals and messages
/// seven days, sessions, ceremonies and scans a day after their end, requests with a key a day, notices and
/// devices half a year, the hashes of sealed data and web authorizations a day longer than they are asked for,
/// invitations to register a month after their end, nodes a day after they spoke last.
static OLD: [(&Sql, Span); 19] = [
    (&CEREMONIES, Span::days(1)),
    (&REQUESTS, Span::days(1)),
    (&SCANS, Span::days(1)),
    (&NODES, Span::days(1)),
    (&NOTICES, Span::days(180)),
    (&DEVICES, Span::days(180)),
    (&INVITATIONS, Span::days(30)),
    (&CODES, Span::days(2)),
    (&TRIES, Span::days(2)),
    (&CALLS, Span::days(32)),
    (&KINDS, Span::days(32)),
    (&USERS, Span::days(32)),
    (&FETCHES, Span::days(30)),
    (&STRANGERS, Span::days(30)),
    (&SESSIONS, Span::days(1)),
    (&MAILS, Span::days(7)),
    (&REFUSALS, Span::days(7)),
    (&SEALED, Span::days(4)),
    (&GRANTS, Span::days(31)),
];

impl Writer {
    /// Deletes what has outlived its use at `now`, a bounded number of rows.
    pub async fn sweep_old(&self, now: Time) -> Result<(), CommitFault> {
        for (sql, kept) in &OLD {
            let before = now.minus(*kept);
            let mut steps = 0;
            while steps < STEPS && self.upkeep(vec![Stmt::new(sql, [before.into()])]).await? {
                steps += 1;
            }
        }
        Ok(())
    }
}
