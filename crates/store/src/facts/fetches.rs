//! Statements about who fetched tokens and who was turned away.

use std::collections::BTreeSet;

use vermilion_model::fact::traffic::{SecretUse, Stranger, TokenFetch, Traffic};

use super::{Table, key, stmt};
use crate::{Lowered, Sql, Stmt};

static FETCHED: Sql = Sql::both(
    "insert into token_fetch (account, step, kind, secret, forced, address, count, first_at, last_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account, step, kind, secret, forced, address) \
     do update set count = token_fetch.count + excluded.count, \
     first_at = case when excluded.first_at < token_fetch.first_at then excluded.first_at \
     else token_fetch.first_at end, \
     last_at = case when excluded.last_at > token_fetch.last_at then excluded.last_at \
     else token_fetch.last_at end",
);
static USED: Sql = Sql::both(
    "insert into secret_use (account, secret, day) values ($1, $2, $3) \
     on conflict (account, secret) do update set day = excluded.day where secret_use.day < excluded.day",
);
static STRANGER: Sql = Sql::both(
    "insert into stranger (account, address, refused, count, first_at, last_at) \
     values ($1, $2, $3, $4, $5, $6) on conflict (account, address, refused) \
     do update set count = stranger.count + excluded.count, \
     last_at = case when excluded.last_at > stranger.last_at then excluded.last_at else stranger.last_at end",
);

/// A fact of these as statements; of others there are none here.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::TokensFetched(rows) => fetched(rows),
        Traffic::SecretsUsed(rows) => used(rows),
        Traffic::StrangersSeen(rows) => strangers(rows),
        _ => Lowered::default(),
    }
}

fn unguarded(name: &[u8], writes: Vec<Stmt>) -> Lowered {
    Lowered { keys: vec![key(Table::Installation, name)], writes, ..Lowered::default() }
}

fn fetched(fetches: &[TokenFetch]) -> Lowered {
    let write = |fetch: &TokenFetch| {
        stmt!(
            FETCHED,
            fetch.account,
            fetch.step,
            fetch.kind.number(),
            fetch.secret,
            u8::from(fetch.forced),
            fetch.address.as_str(),
            fetch.count,
            fetch.first_at,
            fetch.last_at
        )
    };
    unguarded(b"fetches", fetches.iter().map(write).collect())
}

fn used(uses: &[SecretUse]) -> Lowered {
    // In one order on every node, so that none waits for a row that waits for another.
    let uses: BTreeSet<_> = uses.iter().map(|used| (used.account, used.secret, used.day)).collect();
    unguarded(b"secret uses", uses.into_iter().map(|(a, s, day)| stmt!(USED, a, s, day)).collect())
}

fn strangers(strangers: &[Stranger]) -> Lowered {
    let write = |seen: &Stranger| {
        let refused = u8::from(seen.refused);
        stmt!(STRANGER, seen.account, seen.address.as_str(), refused, seen.count, seen.first_at, seen.last_at)
    };
    unguarded(b"strangers", strangers.iter().map(write).collect())
}
