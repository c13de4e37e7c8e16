//! A clock that stands until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use vermilion_model::{Span, Time};
use vermilion_service::{Clock, Waiting};

/// Time since boot when the clock begins; not zero, so that a forgotten offset is seen.
const BOOT_MILLIS: i64 = 1_000_000;

/// A wall and a boot clock; both are moved together, unless the wall clock is set.
#[derive(Debug)]
pub struct TestClock {
    boot: AtomicI64,
    now: watch::Sender<Time>,
}

impl TestClock {
    /// Standing at a time.
    pub fn at(begun: Time) -> TestClock {
        TestClock { boot: AtomicI64::new(BOOT_MILLIS), now: watch::Sender::new(begun) }
    }

    /// Moves it ahead; who waited for a time it passes goes on.
    pub fn advance(&self, span: Span) {
        // The boot clock first: who reads in between must not see the wall clock jump.
        self.boot.fetch_add(span.as_millis(), Ordering::SeqCst);
        self.now.send_modify(|now| *now = now.plus(span));
    }

    /// Sets the wall clock alone, as somebody does who sets it by mistake or sets it right.
    pub fn set_wall(&self, at: Time) {
        self.now.send_replace(at);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        *self.now.borrow()
    }

    fn boot(&self) -> Duration {
        Duration::from_millis(self.boot.load(Ordering::SeqCst).unsigned_abs())
    }

    fn wait_until(&self, at: Time) -> Waiting<'_> {
        let mut moved = self.now.subscribe();
        Box::pin(async move {
            // The sender lives as long as this borrow of it.
            let _ = moved.wait_for(|now| *now >= at).await;
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_stands_until_it_is_moved_and_then_wakes_who_waits() {
        let clock = TestClock::at(Time::from_secs(100));
        let before = clock.boot();
        tokio::join!(clock.wait_until(Time::from_secs(160)), async { clock.advance(Span::mins(1)) });
        assert_eq!(clock.now(), Time::from_secs(160));
        assert_eq!(clock.boot().checked_sub(before), Some(Duration::from_mins(1)));
        clock.set_wall(Time::from_secs(100));
        assert_eq!(clock.boot().checked_sub(before), Some(Duration::from_mins(1)));
    }
}
