//! Whether this node may allow anything at all (I4).

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use vermilion_model::Span;

use super::{InForce, Misfit};
use crate::Reason;

/// Closed at first: nothing is allowed before the store was read.
#[derive(Debug)]
pub(super) struct Gate {
    until: AtomicI64,
    halted: AtomicBool,
}

impl Gate {
    pub(super) fn new() -> Gate {
        Gate { until: AtomicI64::new(i64::MIN), halted: AtomicBool::new(false) }
    }
}

impl InForce {
    /// Everything up to the head just answered is applied: allow until the boot clock reads this.
    ///
    /// The feed adds the published bound to when it *asked*. A node whose store only it writes
    /// says `Span::millis(i64::MAX)` once.
    pub fn allow_until(&self, uptime: Span) {
        self.gate.until.fetch_max(uptime.as_millis(), Ordering::AcqRel);
    }

    /// Allow nothing from here on; only a new start ends it.
    pub fn halt(&self) {
        self.gate.halted.store(true, Ordering::Release);
    }

    /// Whether [`InForce::halt`] was called, by whomever.
    pub fn is_halted(&self) -> bool {
        self.gate.halted.load(Ordering::Acquire)
    }

    /// What is held may be wrong from here on.
    pub(crate) fn halt_on(&self, misfit: Misfit) -> Misfit {
        self.halt();
        misfit
    }

    /// Whether an allow may be given at this boot time.
    #[inline]
    pub fn fresh(&self, uptime: Span) -> Result<(), Reason> {
        if self.is_halted() {
            return Err(Reason::Halted);
        }
        if uptime.as_millis() >= self.gate.until.load(Ordering::Acquire) {
            return Err(Reason::Stale);
        }
        Ok(())
    }
}
