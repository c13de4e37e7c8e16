//! The ground: everything a decision needs, in one snapshot with the cursor from which the feed goes on.

use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::Mark;
use vermilion_model::{
    AccountGround, AccountNo, AccountType, Capabilities, CapabilityNo, Digest, Giver, Ground, Ordinal, Scope,
    SecretNo, SecretsState, Span, Stops, Time, TokenKind,
};

use super::accounts::{app_id, word};
use super::hosts::scope;
use super::saved_consents::{self, SavedCopy};
use crate::{Cursor, Engine, Row, Snapshot, Sql, StoreFault, Value};

static ACCOUNTS: Sql = Sql::both(
    "select no, app_id, type, secrets_frozen_at, suspended_at, closed_at, last_secret, frozen_at, closing_until, \
     pending_since from account",
);
static BINDINGS: Sql = Sql::both("select account, open from binding");
static SECRETS: Sql =
    Sql::both("select account, no, digest, digest_key from secret where retired_at is null");
static EPOCHS: Sql = Sql::both("select account, kind, secret, epoch from epoch");
static STABLES: Sql = Sql::both("select account, secret, epoch, issued, key from stable");
static MARKS: Sql = Sql::both("select account, kind, secret, issued from mark order by issued");
static MARKS_SINCE: Sql = Sql::both("select account, kind, secret, issued from mark where issued > $1");
static AUTHORIZATIONS: Sql = Sql::both(
    "select a.id, a.account, a.giver, a.until, c.capability, a.suspended_at \
     from authz a left join authz_capability c on c.authz = a.id \
     where a.revoked_at is null and a.effective_revision is not null \
     and (c.capability is not null or a.suspended_at is not null) order by a.id, c.capability",
);
static CONSENTS: Sql = Sql::both(
    "select account, ordinal, scope from consent where withdrawn_at is null order by account, ordinal, scope",
);
// Crossed, which SQLite takes for an order: those who are gone first, by their index.
static GONE: Sql = Sql::both(
    "select p.account, p.ordinal from usr u cross join pair p where p.usr = u.id and u.closed_at is not null",
);
static WITHDRAWALS: Sql = Sql::both(
    "select account, ordinal, scope, withdrawn_at from consent \
     where withdrawn_at is not null and withdrawn_at > $1",
);
static HOST_KEYS: Sql =
    Sql::both("select host_app, number, digest, digest_key from host_key where revoked_at is null");
static ALLOW_LISTS: Sql = Sql::both("select account, value from setting where kind = 'allow_list'");
static SECRET_PLANS: Sql = Sql::both(
    "select p.account, p.secret, p.retires_at from secret_plan p \
     join secret s on s.account = p.account and s.no = p.secret where s.retired_at is null",
);
static LIMITS_OFF: Sql = Sql::both("select account from limits_off");
static LISTINGS: Sql = Sql::both("select host_app, account from listing");

/// Withdrawals older than this kill no code any more: every code issued before them has expired.
const WITHDRAWALS_KEPT: Span = Span::mins(30);

/// What a start read.
#[derive(Debug)]
pub struct Stood {
    /// Where the feed goes on, a cursor a lane.
    pub cursors: Vec<Cursor>,
    /// The saved copy that consents came from; none when every row was read.
    pub saved: Option<SavedCopy>,
}

/// A statement, its parameters, and how one of its rows is read.
type Part<'a> = (&'static Sql, &'a [Value], fn(&Row) -> Result<Ground, StoreFault>);

impl Engine {
    /// The marks of tokens issued after a time, whichever node noted them.
    pub(crate) async fn marks_since(&self, since: Time) -> Result<Vec<Mark>, StoreFault> {
        self.read(&MARKS_SINCE, &[since.into()]).await?.iter().map(mark_of).collect()
    }

    /// Hands every row of the ground to `stand`; returns where the feed goes on, and whether consents came
    /// from their saved copy.
    pub async fn ground(
        &self,
        lanes: u16,
        now: Time,
        stand: &mut (dyn FnMut(Ground) + Send),
    ) -> Result<Stood, StoreFault> {
        let mut snapshot = self.snapshot().await?;
        let since = [Value::from(now.minus(WITHDRAWALS_KEPT))];
        let mut cursors = Vec::new();
        for lane in 0..lanes {
            cursors.push(snapshot.cursor(lane).await?);
        }
        let parts: [Part<'_>; 12] = [
            (&ACCOUNTS, &[], account),
            (&SECRETS, &[], secret),
            (&EPOCHS, &[], epoch),
            (&STABLES, &[], stable),
            (&MARKS, &[], mark),
            (&HOST_KEYS, &[], host_key),
            (&LISTINGS, &[], listing),
            (&BINDINGS, &[], binding),
            (&ALLOW_LISTS, &[], allow_list),
            (&SECRET_PLANS, &[], secret_plan),
            (&LIMITS_OFF, &[], limits_off),
            (&WITHDRAWALS, &since, withdrawal),
        ];
        for (sql, params, read) in parts {
            for row in snapshot.read(sql, params).await? {
                stand(read(&row)?);
            }
        }
        authorizations(&mut snapshot, stand).await?;
        let saved = match cursors.as_slice() {
            [only] => saved_consents::stand(&mut snapshot, only.seq, stand).await?,
            // A chunk has one cursor.
            _ => None,
        };
        if saved.is_none() {
            for row in snapshot.read(&GONE, &[]).await? {
                stand(gone(&row)?);
            }
            consents(&mut snapshot, stand).await?;
        }
        Ok(Stood { cursors, saved })
    }
}

fn account(row: &Row) -> Result<Ground, StoreFault> {
    let columns = [
        (4, Stops::SUSPENDED),
        (5, Stops::CLOSED),
        (7, Stops::FROZEN),
        (8, Stops::CLOSING),
        (9, Stops::PENDING),
    ];
    let mut stops = Stops::NONE;
    for (column, why) in columns {
        if row.opt_time(column)?.is_some() {
            stops = stops.and(why);
        }
    }
    let frozen = row.opt_time(3)?.is_some();
    Ok(Ground::Account(AccountGround {
        account: AccountNo(row.small(0)?),
        app_id: app_id(row, 1)?,
        account_type: word(row, 2, AccountType::from_word)?,
        stops,
        secrets: if frozen { SecretsState::Frozen } else { SecretsState::Usable },
        last_secret: SecretNo(row.small(6)?),
    }))
}

fn binding(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Binding { account: AccountNo(row.small(0)?), open: AccountNo(row.small(1)?) })
}

fn secret(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Secret {
        account: AccountNo(row.small(0)?),
        secret: SecretNo(row.small(1)?),
        digest: Digest { bytes: row.array(2)?, key: row.small(3)? },
    })
}

fn kind(row: &Row, column: usize) -> Result<TokenKind, StoreFault> {
    TokenKind::from_number(row.small(column)?)
        .ok_or(StoreFault::Shape { column, expected: "a kind of token" })
}

fn epoch(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Epoch {
        account: AccountNo(row.small(0)?),
        kind: kind(row, 1)?,
        secret: SecretNo(row.small(2)?),
        epoch: row.small(3)?,
    })
}

fn stable(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Stable {
        account: AccountNo(row.small(0)?),
        secret: SecretNo(row.small(1)?),
        epoch: row.small(2)?,
        issued: row.int(3)?,
        key: row.small(4)?,
    })
}

fn mark_of(row: &Row) -> Result<Mark, StoreFault> {
    Ok(Mark {
        account: AccountNo(row.small(0)?),
        kind: kind(row, 1)?,
        secret: SecretNo(row.small(2)?),
        issued: row.int(3)?,
    })
}

fn mark(row: &Row) -> Result<Ground, StoreFault> {
    mark_of(row).map(Ground::Mark)
}

fn host_key(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::HostKey {
        host_app: row.id(0)?,
        number: row.small(1)?,
        digest: Digest { bytes: row.array(2)?, key: row.small(3)? },
    })
}

fn listing(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Listing { host_app: row.id(0)?, account: AccountNo(row.small(1)?) })
}

fn allow_list(row: &Row) -> Result<Ground, StoreFault> {
    let list = serde_json::from_str(&row.text(1)?)
        .map_err(|_| StoreFault::Shape { column: 1, expected: "an allow-list" })?;
    Ok(Ground::AllowList { account: AccountNo(row.small(0)?), list })
}

fn secret_plan(row: &Row) -> Result<Ground, StoreFault> {
    let (account, secret) = (AccountNo(row.small(0)?), SecretNo(row.small(1)?));
    Ok(Ground::SecretPlan { account, secret, at: row.time(2)? })
}

fn limits_off(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::LimitsOff { account: AccountNo(row.small(0)?) })
}

fn pair(row: &Row) -> Result<Pair, StoreFault> {
    Ok(Pair { account: AccountNo(row.small(0)?), ordinal: Ordinal(row.small(1)?) })
}

fn gone(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Consent { pair: pair(row)?, bits: Scope::GONE })
}

fn withdrawal(row: &Row) -> Result<Ground, StoreFault> {
    Ok(Ground::Withdrawal { pair: pair(row)?, scope: Some(scope(row, 2)?), at: row.time(3)? })
}

async fn authorizations(
    snapshot: &mut Snapshot,
    stand: &mut (dyn FnMut(Ground) + Send),
) -> Result<(), StoreFault> {
    let rows = snapshot.read(&AUTHORIZATIONS, &[]).await?;
    // Rows of one authorization stand together: the statement orders by it.
    for rows in rows.chunk_by(|a, b| a.id::<()>(0) == b.id::<()>(0)) {
        let Some(first) = rows.first() else { continue };
        let capabilities = rows
            .iter()
            .filter_map(|row| capability(row).transpose())
            .collect::<Result<Capabilities, StoreFault>>()?;
        stand(Ground::Authorization {
            id: first.id(0)?,
            account: AccountNo(first.small(1)?),
            giver: Giver::from_number(first.small(2)?),
            capabilities,
            until: first.opt_time(3)?,
            suspended: first.opt_time(5)?.is_some(),
        });
    }
    Ok(())
}

/// None of one that the platform stopped and of which nothing is left.
fn capability(row: &Row) -> Result<Option<CapabilityNo>, StoreFault> {
    row.opt_int(4)?.map(|_| row.small(4).map(CapabilityNo)).transpose()
}

async fn consents(snapshot: &mut Snapshot, stand: &mut (dyn FnMut(Ground) + Send)) -> Result<(), StoreFault> {
    let rows = snapshot.read(&CONSENTS, &[]).await?;
    let same = |a: &Row, b: &Row| a.int(0) == b.int(0) && a.int(1) == b.int(1);
    for rows in rows.chunk_by(same) {
        let Some(first) = rows.first() else { continue };
        let mut bits = 0;
        for row in rows {
            bits |= scope(row, 2)?.bit().unwrap_or(0);
        }
        stand(Ground::Consent { pair: pair(first)?, bits });
    }
    Ok(())
}
