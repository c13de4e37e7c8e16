//! The newest session of each pair: for stores that keep no index for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering::Acquire, Ordering::Release};

use parking_lot::Mutex;
use vermilion_model::fact::Pair;
use vermilion_model::{Ordinal, Time};

use super::dense::Dense;
use super::{InForce, Misfit};
use crate::Reason;

/// Newest sessions by the user's ordinal. Nothing is held until the first one is noted.
///
/// Twelve bytes a pair: the serial, and when, in steps of 16 ms, going round
/// every two years: far longer than any session lives.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    serials: Dense<AtomicI64>,
    times: Dense<AtomicU32>,
    brought: Mutex<HashMap<u32, (i64, i64)>>,
    /// Readers take the serial alone, writers compare both parts.
    writing: Mutex<()>,
}

/// Two logins of one user that came nearer than this count as of one moment, and the greater serial wins.
const STEP_MILLIS: i64 = 16;

fn step(at: Time) -> u32 {
    let steps = at.millis().div_euclid(STEP_MILLIS).rem_euclid(1 << 32);
    u32::try_from(steps).unwrap_or(0)
}

/// Whether one step lies behind another, on the shorter way round.
fn later(one: u32, other: u32) -> bool {
    one != other && one.wrapping_sub(other) < 1 << 31
}

impl Sessions {
    fn note(&self, user: Ordinal, at: Time, serial: i64) {
        let (Some(held), Some(since)) = (self.serials.make(user.0), self.times.make(user.0)) else {
            let mut brought = self.brought.lock();
            let held = brought.entry(user.0).or_default();
            *held = (at.millis(), serial).max(*held);
            return;
        };
        let (new, _one) = (step(at), self.writing.lock());
        let (old, before) = (since.load(Acquire), held.load(Acquire));
        if before == 0 || later(new, old) || (new == old && serial > before) {
            since.store(new, Release);
            held.store(serial, Release);
        }
    }

    fn serial(&self, user: Ordinal) -> Option<i64> {
        let serial = match self.serials.get(user.0) {
            Some(serial) => serial.load(Acquire),
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

    #[test]
    fn time_goes_round_and_the_later_login_still_wins() {
        let round = STEP_MILLIS << 32;
        let (before, behind) = (Time::from_millis(3 * round - 100), Time::from_millis(3 * round + 100));
        assert!(later(step(behind), step(before)) && !later(step(before), step(behind)));
        let sessions = Sessions::default();
        sessions.note(Ordinal(7), before, 9);
        sessions.note(Ordinal(7), behind, 4);
        sessions.note(Ordinal(7), before, 11);
        assert_eq!(sessions.serial(Ordinal(7)), Some(4));
    }
}
