//! The machine: its clocks and its randomness. Read here and nowhere else; everybody else is handed a
//! [`Clock`] and an [`Entropy`].

mod dev_clock;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub(crate) use dev_clock::DevClock;
use rustix::system::uname;
use rustix::time::{ClockId, clock_gettime};
use vermilion_model::{Entropy, Time};
use vermilion_seal::SystemEntropy;
use vermilion_service::{Clock, Waiting};

/// The clock that runs through suspend and is never set.
#[cfg(target_os = "linux")]
const BOOT: ClockId = ClockId::Boottime;
/// Elsewhere the monotonic clock is the nearest; on macOS it counts suspension too.
#[cfg(not(target_os = "linux"))]
const BOOT: ClockId = ClockId::Monotonic;

/// A set wall clock is noticed this late at most by whoever waits for a time.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The machine's clocks, as `serve` uses them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        wall()
    }

    fn boot(&self) -> Duration {
        boot()
    }

    fn wait_until(&self, at: Time) -> Waiting<'_> {
        Box::pin(async move {
            loop {
                let left = at.since(wall()).as_millis().unsigned_abs();
                if left == 0 {
                    return;
                }
                pause(Duration::from_millis(left).min(LOOK_AGAIN)).await;
            }
        })
    }
}

/// The machine's randomness.
pub(crate) fn entropy() -> Arc<dyn Entropy> {
    Arc::new(SystemEntropy)
}

/// What the machine is called, without what is no plain name.
pub(crate) fn machine() -> String {
    uname()
        .nodename()
        .to_string_lossy()
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(100)
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
fn wall() -> Time {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn boot() -> Duration {
    Duration::try_from(clock_gettime(BOOT)).unwrap_or_default()
}

/// Real time, for what concerns the machine itself and not the product.
#[expect(clippy::disallowed_methods, reason = "waiting for the machine, as the clock does")]
pub(crate) async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_run() {
        let (wall_before, boot_before) = (SystemClock.now(), SystemClock.boot());
        assert!(wall_before > Time::from_secs(1_700_000_000));
        assert!(SystemClock.boot() >= boot_before && boot_before > Duration::ZERO);
    }

    #[tokio::test]
    async fn a_time_that_has_come_is_not_waited_for() {
        SystemClock.wait_until(Time::ZERO).await;
        let soon = SystemClock.now().plus(vermilion_model::Span::millis(20));
        SystemClock.wait_until(soon).await;
        assert!(SystemClock.now() >= soon);
    }
}
