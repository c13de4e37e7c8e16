//! The newest session of each pair: for stores that keep no index for it.

use std::sync::atomic::{AtomicI64, Ordering::Acquire, Ordering::Release};

use parking_lot::Mutex;
use vermilion_model::fact::Pair;
use vermilion_model::{Ordinal, Time};

use super::dense::Dense;
use super::{InForce, Misfit};
use crate::Reason;

/// Serial and time of one pair's newest login or reset; zero means none.
#[derive(Debug, Default)]
struct Newest {
    serial: AtomicI64,
    at: AtomicI64,
}

/// Newest sessions by the user's ordinal. Nothing is held until the first one is noted.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    dense: Dense<Newest>,
    brought: Mutex<std::collections::HashMap<u32, (i64, i64)>>,
    /// Readers take the serial alone, writers compare both parts.
    writing: Mutex<()>,
}

impl Sessions {
    fn note(&self, user: Ordinal, at: Time, serial: i64) {
        let new = (at.millis(), serial);
        let Some(newest) = self.dense.make(user.0) else {
            let mut brought = self.brought.lock();
            let held = brought.entry(user.0).or_default();
            *held = new.max(*held);
            return;
        };
        let _one = self.writing.lock();
        if new > (newest.at.load(Acquire), newest.serial.load(Acquire)) {
            newest.at.store(new.0, Release);
            newest.serial.store(new.1, Release);
        }
    }

    fn serial(&self, user: Ordinal) -> Option<i64> {
        let serial = match self.dense.get(user.0) {
            Some(newest) => newest.serial.load(Acquire),
            None => self.brought.lock().get(&user.0).map_or(0, |(_, serial)| *serial),
        };
        (serial != 0).then_some(serial)
    }
}

impl InForce {
    /// A login or a reset of the session key took this serial; the latest by (at, serial) wins, so
    /// rows may come in any order.
    pub fn note_session(&self, pair: Pair, at: Time, serial: i64) -> Result<(), Misfit> {
        let account = self.account(pair.account).map_err(|_| Misfit::UnknownAccount(pair.account))?;
        account.sessions.note(pair.ordinal, at, serial);
        Ok(())
    }

    /// The serial of the pair's newest session; how long it lives, its row says.
    pub fn newest_session(&self, pair: Pair) -> Result<Option<i64>, Reason> {
        Ok(self.account(pair.account)?.sessions.serial(pair.ordinal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_wins_in_any_order() {
        for user in [Ordinal(7), Ordinal(1 << 31)] {
            let sessions = Sessions::default();
            assert_eq!(sessions.serial(user), None);
            for (at, serial) in [(5, 10), (4, 99), (5, 9), (5, 11), (5, 10)] {
                sessions.note(user, Time::from_secs(at), serial);
            }
            assert_eq!(sessions.serial(user), Some(11));
        }
    }
}
