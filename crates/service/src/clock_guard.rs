//! Whether the clock can be believed: nothing is written by one that jumped, runs behind the last
//! fact, or is off the database's.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use vermilion_model::{Span, Time};
use vermilion_store::{Kind, Store};

use crate::Clock;

/// What the clocks show at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// The wall clock.
    pub(crate) wall: Time,
    /// The boot clock.
    pub(crate) boot: Duration,
    /// How far the database's wall clock is from ours, either way; zero where there is none.
    pub(crate) off: Span,
}

impl Reading {
    /// Now. A clock that `dev` moves is off the database's by intent.
    pub(crate) fn of(clock: &dyn Clock, store: &Store) -> Reading {
        let off = if store.meta.kind == Kind::Dev { Span::ZERO } else { store.clock_off() };
        // The wall clock first: what passes in between must not look like a jump ahead.
        Reading { wall: clock.now(), boot: clock.boot(), off }
    }
}

/// Why nothing is written. Its text names the cause and the operator's next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockFault {
    /// So far behind the last fact.
    Behind(Span),
    /// So far off the database's clock.
    OffDatabase(Span),
    /// So far ahead of the boot clock since both were last looked at.
    Ahead(Span),
}

impl fmt::Display for ClockFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClockFault::Behind(by) => write!(
                f,
                "the clock is {} s behind the last fact: set it right, or wait until it has caught up",
                by.as_secs()
            ),
            ClockFault::OffDatabase(by) => write!(
                f,
                "the clock is {} s off the database's: set right the one that is wrong",
                by.as_secs()
            ),
            ClockFault::Ahead(by) => write!(
                f,
                "the clock jumped {} s ahead: set it back, or, if it is right now, run \
                 `vermilion admin clock --accept` (on SQLite stop the server first)",
                by.as_secs()
            ),
        }
    }
}

/// What is remembered of the clock.
#[derive(Debug)]
pub(crate) struct ClockGuard {
    slack: Span,
    /// The latest time of a fact, in milliseconds.
    last: AtomicI64,
    looked: Mutex<Looked>,
}

#[derive(Debug, Default)]
struct Looked {
    /// Wall and boot clock at the last look at which nothing was wrong. None while the clock has been
    /// behind ever since the start: it may then catch up by as much as it likes.
    sound: Option<(Time, Duration)>,
    /// What was last said of the clock, so that it is said once.
    said: Option<ClockFault>,
}

/// What is to be said of the clock now, because it was not said yet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ClockNews {
    /// Something is wrong, or something else than before.
    Wrong(ClockFault),
    /// Nothing is wrong any more.
    Sound,
}

impl ClockGuard {
    /// Believes the clock until it is off by more than `slack`.
    pub(crate) fn new(slack: Span) -> ClockGuard {
        ClockGuard { slack, last: AtomicI64::new(0), looked: Mutex::default() }
    }

    /// A fact's time was seen.
    pub(crate) fn saw(&self, fact: Time) {
        self.last.fetch_max(fact.millis(), Ordering::AcqRel);
    }

    /// The clock, but never before the last fact.
    pub(crate) fn not_before_last(&self, at: Time) -> Time {
        at.max(self.last())
    }

    /// What is wrong, if anything. Changes nothing.
    pub(crate) fn fault(&self, now: Reading) -> Option<ClockFault> {
        self.judge(&self.looked.lock(), now)
    }

    /// Looks at the clock: from here on it is measured from this reading, unless something is wrong,
    /// in which case it has to come back to where it would be had it never gone wrong.
    pub(crate) fn look(&self, now: Reading) -> Option<ClockFault> {
        let mut looked = self.looked.lock();
        let fault = self.judge(&looked, now);
        if fault.is_none() {
            looked.sound = Some((now.wall, now.boot));
        }
        fault
    }

    /// An operator said that `clock` is right. A clock that is not wrong, or that is further ahead
    /// than what was accepted, stays as it is: another node's jump was meant.
    pub(crate) fn accept(&self, clock: Time, now: Reading) {
        let mut looked = self.looked.lock();
        let jumped = matches!(self.judge(&looked, now), Some(ClockFault::Ahead(_)));
        if jumped && now.wall.since(clock) <= self.slack {
            looked.sound = Some((now.wall, now.boot));
        }
    }

    /// What was not said yet of a fault, or of its end.
    pub(crate) fn news(&self, fault: Option<ClockFault>) -> Option<ClockNews> {
        let kind = |fault: &ClockFault| std::mem::discriminant(fault);
        let mut looked = self.looked.lock();
        if looked.said.as_ref().map(kind) == fault.as_ref().map(kind) {
            return None;
        }
        looked.said = fault;
        Some(fault.map_or(ClockNews::Sound, ClockNews::Wrong))
    }

    fn judge(&self, looked: &Looked, now: Reading) -> Option<ClockFault> {
        let behind = self.last().since(now.wall);
        if behind > self.slack {
            return Some(ClockFault::Behind(behind));
        }
        if now.off > self.slack {
            return Some(ClockFault::OffDatabase(now.off));
        }
        let (wall, boot) = looked.sound?;
        let passed = i64::try_from(now.boot.saturating_sub(boot).as_millis()).unwrap_or(i64::MAX);
        let ahead = now.wall.since(wall.plus(Span::millis(passed)));
        (ahead > self.slack).then_some(ClockFault::Ahead(ahead))
    }

    fn last(&self) -> Time {
        Time::from_millis(self.last.load(Ordering::Acquire))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_800_000_000;

    fn reading(wall: i64, boot: u64) -> Reading {
        Reading { wall: Time::from_secs(AT + wall), boot: Duration::from_secs(boot), off: Span::ZERO }
    }

    /// Sound at second zero of both clocks; the last fact is of then.
    fn guard() -> ClockGuard {
        let guard = ClockGuard::new(Span::secs(5));
        guard.saw(Time::from_secs(AT));
        assert_eq!(guard.look(reading(0, 0)), None);
        guard
    }

    #[test]
    fn time_may_pass_and_five_seconds_are_no_jump() {
        let guard = guard();
        assert_eq!(guard.fault(reading(3_600, 3_600)), None);
        assert_eq!(guard.fault(reading(6, 1)), None);
        assert_eq!(guard.fault(reading(7, 1)), Some(ClockFault::Ahead(Span::secs(6))));
    }

    #[test]
    fn a_jump_is_not_forgotten_by_looking_but_ends_when_the_clock_comes_back() {
        let guard = guard();
        assert!(guard.look(reading(10, 1)).is_some());
        assert_eq!(guard.look(reading(11, 2)), Some(ClockFault::Ahead(Span::secs(9))));
        assert_eq!(guard.look(reading(3, 3)), None);
        // Small steps between looks are how a clock is set right without a jump.
        assert_eq!(guard.look(reading(8, 4)), None);
        assert_eq!(guard.look(reading(13, 5)), None);
    }

    #[test]
    fn only_what_jumped_is_accepted_and_only_up_to_what_was_accepted() {
        let guard = guard();
        guard.accept(Time::from_secs(AT - 100), reading(1, 1));
        assert!(guard.fault(reading(10, 1)).is_some(), "a sound clock was not measured anew");
        guard.accept(Time::from_secs(AT + 4), reading(10, 1));
        assert!(guard.fault(reading(10, 1)).is_some(), "another clock was meant");
        guard.accept(Time::from_secs(AT + 10), reading(11, 2));
        assert_eq!(guard.fault(reading(12, 3)), None);
        assert!(guard.fault(reading(22, 3)).is_some());
    }

    #[test]
    fn behind_the_last_fact_nothing_is_written_and_time_stands() {
        let guard = guard();
        assert_eq!(guard.fault(reading(-5, 1)), None);
        assert_eq!(guard.not_before_last(Time::from_secs(AT - 5)), Time::from_secs(AT));
        assert_eq!(guard.look(reading(-10, 1)), Some(ClockFault::Behind(Span::secs(10))));
        assert_eq!(guard.look(reading(2, 2)), None, "set right again, it did not jump");
    }

    #[test]
    fn a_clock_that_starts_behind_may_catch_up_by_a_jump_and_one_far_ahead_is_fine() {
        let guard = ClockGuard::new(Span::secs(5));
        guard.saw(Time::from_secs(AT));
        assert!(guard.look(reading(-3_600, 1)).is_some());
        assert_eq!(guard.look(reading(7_200, 2)), None);
        assert_eq!(guard.fault(reading(7_210, 2)), Some(ClockFault::Ahead(Span::secs(10))));
    }

    #[test]
    fn the_databases_clock_counts_too() {
        let off = |secs| Reading { off: Span::secs(secs), ..reading(1, 1) };
        assert_eq!(guard().fault(off(5)), None);
        assert_eq!(guard().fault(off(6)), Some(ClockFault::OffDatabase(Span::secs(6))));
    }

    #[test]
    fn each_fault_is_said_once_and_its_end_once() {
        let guard = guard();
        let ahead = |secs| Some(ClockFault::Ahead(Span::secs(secs)));
        assert_eq!(guard.news(None), None);
        assert!(matches!(guard.news(ahead(9)), Some(ClockNews::Wrong(_))));
        assert_eq!(guard.news(ahead(10)), None);
        assert_eq!(guard.news(None), Some(ClockNews::Sound));
        assert_eq!(guard.news(None), None);
    }
}
