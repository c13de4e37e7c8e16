//! A wall clock that the run moves; the boot clock is the machine's, since the feed polls in real time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use vermilion_model::{Span, Time};
use vermilion_service::{Clock, Waiting};

#[derive(Debug)]
pub(crate) struct SimClock {
    now: AtomicI64,
    started: Instant,
}

impl SimClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock here")]
    pub(crate) fn new() -> SimClock {
        SimClock { now: AtomicI64::new(1_800_000_000_000), started: Instant::now() }
    }

    pub(crate) fn advance(&self, by: Span) {
        self.now.fetch_add(by.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Time {
        Time::from_millis(self.now.load(Ordering::SeqCst))
    }
    fn boot(&self) -> Duration {
        self.started.elapsed()
    }
    fn wait_until(&self, _: Time) -> Waiting<'_> {
        // Nothing in a run waits: it moves the clock instead.
        Box::pin(std::future::pending())
    }
}
