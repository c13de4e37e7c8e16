//! A clock that stands until it is moved.

use std::time::Duration;

use tokio::sync::watch;
use vermilion_model::{Span, Time};
use vermilion_service::{Clock, Waiting};

/// Time since boot when the clock begins; not zero, so that a forgotten offset is seen.
const BOOT_MILLIS: i64 = 1_000_000;

/// Wall and boot clock in one; both are moved together.
#[derive(Debug)]
pub struct TestClock {
    begun: Time,
    now: watch::Sender<Time>,
}

impl TestClock {
    /// Standing at a time.
    pub fn at(begun: Time) -> TestClock {
        TestClock { begun, now: watch::Sender::new(begun) }
    }

    /// Moves it ahead; who waited for a time it passes goes on.
    pub fn advance(&self, span: Span) {
        self.now.send_modify(|now| *now = now.plus(span));
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        *self.now.borrow()
    }

    fn boot(&self) -> Duration {
        let millis = BOOT_MILLIS.saturating_add(self.now().since(self.begun).as_millis());
        Duration::from_millis(millis.unsigned_abs())
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
    }
}
