//! Calls of the present minute. Each node counts its own: a minute is too short to ask the store about.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::AcqRel, Ordering::Acquire};

use parking_lot::Mutex;
use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, CallNo, LimitsState, Time};

use super::InForce;
use super::shards::Shards;
use crate::Reason;

const PARTS: usize = 64;

/// Minute in the high half, calls of that minute in the low one.
type Window = Arc<AtomicU64>;

#[derive(Debug)]
pub(super) struct Minutes {
    calls: Shards<(AccountNo, CallNo), Window>,
    users: [Mutex<Users>; PARTS],
}

/// Users seen within one minute; forgotten with the next.
#[derive(Debug, Default)]
struct Users {
    minute: u64,
    counts: HashMap<Pair, u32>,
}

fn minute(now: Time) -> u64 {
    u64::try_from(now.secs().div_euclid(60)).unwrap_or(0) & u64::from(u32::MAX)
}

impl Minutes {
    pub(super) fn new() -> Minutes {
        Minutes { calls: Shards::new(), users: std::array::from_fn(|_| Mutex::default()) }
    }

    /// Counts one call, or only looks whether there is room for it.
    #[inline]
    pub(super) fn count(
        &self,
        key: (AccountNo, CallNo),
        (now, limit): (Time, u32),
        counts: bool,
    ) -> Result<(), Reason> {
        let window = self.calls.get(&key).unwrap_or_else(|| {
            // Of two that make it at once one counts in vain: one call of a minute.
            let made = Window::default();
            self.calls.put(key, Arc::clone(&made));
            made
        });
        let minute = minute(now);
        let one = |held: u64| {
            let made = if held >> 32 == minute { held & u64::from(u32::MAX) } else { 0 };
            (made < u64::from(limit)).then_some(minute << 32 | (made + u64::from(counts)))
        };
        match window.fetch_update(AcqRel, Acquire, one) {
            Ok(_) => Ok(()),
            Err(_) => Err(Reason::MinuteSpent { limit }),
        }
    }
}

impl InForce {
    /// Counts what one user does in one account, at most `limit` times a minute.
    ///
    /// # Errors
    /// `MinuteSpent`.
    pub fn count_user(&self, pair: Pair, now: Time, limit: u32) -> Result<(), Reason> {
        if self.account(pair.account)?.limits == LimitsState::Off {
            return Ok(());
        }
        let at = usize::try_from(pair.ordinal.0).unwrap_or(0) % PARTS;
        let Some(users) = self.minutes.users.get(at) else { return Ok(()) };
        let (mut users, minute) = (users.lock(), minute(now));
        if users.minute != minute {
            *users = Users { minute, counts: HashMap::new() };
        }
        let count = users.counts.entry(pair).or_default();
        if *count >= limit {
            return Err(Reason::MinuteSpent { limit });
        }
        *count += 1;
        Ok(())
    }
}
