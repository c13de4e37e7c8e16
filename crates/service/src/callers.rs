//! Who fetches tokens, by which secret and from where; and who was not on the list. Counted in memory, written
//! once a second with no caller waiting.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::net::IpAddr;

use parking_lot::Mutex;
use vermilion_model::fact::traffic::{SecretUse, Stranger, TokenFetch, Traffic};
use vermilion_model::{AccountNo, SecretNo, Time, TokenKind};

use crate::stripes::Stripes;
use crate::{Desk, Failure};

/// A step's length, in milliseconds: that of the marks that displace tokens.
const STEP: i64 = 20_000;
/// Past this many that wait, further addresses are not told apart: records are never worth an outage.
const WAITING: usize = 10_000;

/// What a fetch is counted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct FetchKey {
    account: AccountNo,
    secret: SecretNo,
    kind: TokenKind,
    forced: bool,
    address: IpAddr,
    step: i64,
}

/// How often, and between when and when.
#[derive(Debug, Clone, Copy)]
struct Count {
    times: u32,
    first: Time,
    last: Time,
}

impl Count {
    fn one(at: Time) -> Count {
        Count { times: 1, first: at, last: at }
    }

    fn and(self, other: Count) -> Count {
        Count {
            times: self.times.saturating_add(other.times),
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

fn add<K: Eq + Hash>(counts: &mut HashMap<K, Count>, key: K, count: Count, most: usize) {
    let room = counts.len() < most;
    match counts.entry(key) {
        Entry::Occupied(mut held) => *held.get_mut() = held.get().and(count),
        Entry::Vacant(free) if room => drop(free.insert(count)),
        Entry::Vacant(_) => {}
    }
}

/// A fetch, as it is recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fetch {
    pub(crate) account: AccountNo,
    pub(crate) secret: SecretNo,
    pub(crate) kind: TokenKind,
    /// The token before was ended by it.
    pub(crate) forced: bool,
    pub(crate) client: IpAddr,
    /// When the token was issued.
    pub(crate) at: Time,
}

/// The day each secret was last used as one thread saw it, and those of them that the store does not have.
#[derive(Debug, Default)]
struct Days {
    last: HashMap<(AccountNo, SecretNo), u32>,
    uses: Vec<SecretUse>,
}

/// Those not yet written.
#[derive(Debug, Default)]
pub(crate) struct CallerLog {
    fetches: Stripes<HashMap<FetchKey, Count>>,
    strangers: Mutex<HashMap<(AccountNo, IpAddr, bool), Count>>,
    days: Stripes<Days>,
    /// Held while they are written: who reads them afterwards must not miss what another flush has on its way.
    flushing: tokio::sync::Mutex<()>,
}

impl CallerLog {
    /// A token was fetched.
    pub(crate) fn fetched(&self, fetch: &Fetch) {
        let Fetch { account, secret, kind, forced, client, at } = *fetch;
        let step = at.millis().div_euclid(STEP);
        let key = FetchKey { account, secret, kind, forced, address: client, step };
        self.fetches.mine(|counts| add(counts, key, Count::one(at), WAITING));
    }

    /// A secret was shown on this day.
    pub(crate) fn used(&self, account: AccountNo, secret: SecretNo, day: u32) {
        self.days.mine(|days| {
            if days.last.get(&(account, secret)).is_none_or(|held| *held < day) {
                days.last.insert((account, secret), day);
                days.uses.push(SecretUse { account, secret, day });
            }
        });
    }

    /// Somebody came who is not on the account's list.
    pub(crate) fn stranger(&self, account: AccountNo, client: IpAddr, refused: bool, at: Time) {
        add(&mut self.strangers.lock(), (account, client, refused), Count::one(at), WAITING);
    }

    /// Writes what waits; what cannot be written waits on.
    pub(crate) async fn flush(&self, desk: &Desk) -> Result<(), Failure> {
        let _one = self.flushing.lock().await;
        self.flush_fetches(desk).await?;
        self.flush_uses(desk).await?;
        let taken = std::mem::take(&mut *self.strangers.lock());
        let row = |((account, client, refused), count): (&(AccountNo, IpAddr, bool), &Count)| Stranger {
            account: *account,
            address: client.to_string(),
            refused: *refused,
            count: count.times,
            first_at: count.first,
            last_at: count.last,
        };
        let rows: Vec<Stranger> = taken.iter().map(row).collect();
        if !rows.is_empty()
            && let Err(failure) = desk.note(Traffic::StrangersSeen(rows)).await
        {
            let mut waiting = self.strangers.lock();
            for (key, count) in taken {
                add(&mut waiting, key, count, usize::MAX);
            }
            return Err(failure);
        }
        Ok(())
    }

    async fn flush_uses(&self, desk: &Desk) -> Result<(), Failure> {
        let mut uses: Vec<SecretUse> =
            self.days.all().flat_map(|mut days| std::mem::take(&mut days.uses)).collect();
        // Every thread tells of the secrets that it saw.
        uses.sort_by_key(|of| (of.account, of.secret, of.day));
        uses.dedup_by_key(|of| (of.account, of.secret, of.day));
        if uses.is_empty() {
            return Ok(());
        }
        let written = desk.note(Traffic::SecretsUsed(uses.clone())).await;
        if written.is_err() {
            self.days.mine(|days| days.uses.extend(uses));
        }
        written
    }

    async fn flush_fetches(&self, desk: &Desk) -> Result<(), Failure> {
        let mut taken = HashMap::new();
        for mut part in self.fetches.all() {
            for (key, count) in std::mem::take(&mut *part) {
                add(&mut taken, key, count, usize::MAX);
            }
        }
        let mut rows: Vec<TokenFetch> = taken.iter().map(row).collect();
        // In one order on every node, so that none waits for a row that waits for another.
        rows.sort_by(|a, b| {
            (a.account, a.step, a.secret, &a.address).cmp(&(b.account, b.step, b.secret, &b.address))
        });
        if rows.is_empty() {
            return Ok(());
        }
        let written = desk.note(Traffic::TokensFetched(rows)).await;
        if written.is_err() {
            self.fetches.mine(|waiting| {
                for (key, count) in taken {
                    add(waiting, key, count, usize::MAX);
                }
            });
        }
        written
    }
}

fn row((key, count): (&FetchKey, &Count)) -> TokenFetch {
    TokenFetch {
        account: key.account,
        step: key.step,
        kind: key.kind,
        secret: key.secret,
        forced: key.forced,
        address: key.address.to_string(),
        count: count.times,
        first_at: count.first,
        last_at: count.last,
    }
}
