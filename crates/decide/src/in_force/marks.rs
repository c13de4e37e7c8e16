//! Issue marks: when the newest tokens of one (account, kind, secret) were issued.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::AcqRel, Ordering::Acquire};

use parking_lot::Mutex;
use vermilion_model::fact::traffic::Mark;
use vermilion_model::{AccountNo, SecretNo, Span, Time, TokenKind};

use super::InForce;

const STEP: i64 = 20_000;
// Five minutes are fifteen steps; one is begun, and one may be a clock ahead.
const STEPS: i64 = 17;
/// Issue times run ahead of the clock by at most this; past it, tokens of one moment share it and
/// none of them displaces another.
const AHEAD: i64 = 1000;

/// The newest issue time of each of the last steps, and the newest one before those.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    steps: [AtomicI64; 17],
    older: AtomicI64,
    newest: AtomicI64,
    unflushed: AtomicBool,
}

impl Marks {
    /// A token was issued then. Comes in any order and any number of times.
    pub(crate) fn note(&self, issued: i64) {
        self.newest.fetch_max(issued, AcqRel);
        self.note_step(issued);
    }

    fn note_step(&self, issued: i64) {
        let step = issued.div_euclid(STEP);
        let slot = usize::try_from(step.rem_euclid(STEPS)).unwrap_or(0);
        let Some(slot) = self.steps.get(slot) else { return };
        let before = slot.fetch_max(issued, AcqRel);
        // Of two that share a slot and not a step, the lesser is at least five minutes older.
        if before.div_euclid(STEP) != step {
            self.older.fetch_max(before.min(issued), AcqRel);
        }
    }

    pub(crate) fn newest(&self) -> i64 {
        self.newest.load(Acquire)
    }

    /// Whether a mark newer than `issued` was already there at `due`.
    pub(crate) fn displace(&self, issued: i64, due: i64) -> bool {
        if self.newest() <= issued {
            return false;
        }
        let marks = self.steps.iter().chain([&self.older]).map(|mark| mark.load(Acquire));
        marks.into_iter().any(|mark| mark > issued && mark <= due)
    }

    /// The issue time of a new token, noted: rising while it is less than [`AHEAD`] of the clock.
    pub(crate) fn issue(&self, now: Time) -> Time {
        let next =
            |newest: i64| (newest.saturating_add(1)).min(now.millis() + AHEAD).max(now.millis()).max(newest);
        let before = self.newest.fetch_update(AcqRel, Acquire, |newest| Some(next(newest)));
        let issued = next(before.unwrap_or_else(|newest| newest));
        self.note_step(issued);
        Time::from_millis(issued)
    }
}

/// Marks that the store does not have yet.
#[derive(Debug, Default)]
pub(crate) struct Unflushed(Mutex<Vec<LineMarks>>);

type LineMarks = (AccountNo, TokenKind, SecretNo, Arc<Marks>);

impl Unflushed {
    pub(crate) fn note(&self, account: AccountNo, kind: TokenKind, secret: SecretNo, marks: &Arc<Marks>) {
        // Looked at before it is written: under load it is nearly always set, and writing takes the line of
        // memory away from the other processors.
        if !marks.unflushed.load(Acquire) && !marks.unflushed.swap(true, AcqRel) {
            self.0.lock().push((account, kind, secret, Arc::clone(marks)));
        }
    }
}

impl InForce {
    /// Marks noted since the last time, one a (account, kind, secret), to be written by the caller.
    pub fn take_marks_to_flush(&self) -> Vec<Mark> {
        let taken = std::mem::take(&mut *self.unflushed.0.lock());
        let mark = |(account, kind, secret, marks): LineMarks| {
            // Cleared first: a mark noted in between is in the list again.
            marks.unflushed.swap(false, AcqRel);
            Mark { account, kind, secret, issued: marks.newest() }
        };
        taken.into_iter().map(mark).collect()
    }

    /// They could not be written; the next flush has them again.
    pub fn marks_not_flushed(&self, marks: &[Mark]) {
        for mark in marks {
            if let Ok(account) = self.account(mark.account)
                && let Some(line) = account.lines.of(mark.secret, mark.kind)
            {
                self.unflushed.note(mark.account, mark.kind, mark.secret, &line.marks);
            }
        }
    }
}

/// How old a newer token must be before it kills the older one. Source: contract, tokens.
pub(crate) const FIVE_MINUTES: Span = Span::mins(5);

#[cfg(test)]
mod tests {
    use super::*;

    fn due(now: i64) -> i64 {
        now - FIVE_MINUTES.as_millis()
    }

    #[test]
    fn a_newer_mark_displaces_when_five_minutes_old() {
        let marks = Marks::default();
        marks.note(1_000_000);
        marks.note(1_030_000);
        assert!(!marks.displace(1_000_000, due(1_329_999)));
        assert!(marks.displace(1_000_000, due(1_330_000)));
        assert!(!marks.displace(1_030_000, due(9_000_000)));
    }

    // The naive list of all marks says the same but for the step: within one, the newest stands for all.
    #[test]
    fn an_hour_of_marks_agrees_with_a_list() {
        for gap in [7_000, 20_000, 33_000, 310_000, 900_000] {
            let marks = Marks::default();
            let mut list = Vec::new();
            for n in 0..(3_600_000 / gap) {
                let now = 5_000_000 + n * gap;
                marks.note(now);
                list.push(now);
                for t in &list {
                    let exact = list.iter().any(|m| m > t && *m <= due(now));
                    let late = list.iter().any(|m| m > t && *m <= due(now) - STEP);
                    let got = marks.displace(*t, due(now));
                    assert!(got == exact || (exact && !late), "gap {gap} token {t} at {now}: {got}");
                }
            }
        }
    }

    #[test]
    fn order_does_not_matter() {
        let times = [1_000_000, 2_000_000, 1_400_000, 1_405_000, 1_990_000];
        let (forth, back) = (Marks::default(), Marks::default());
        for (t, u) in times.iter().zip(times.iter().rev()) {
            forth.note(*t);
            back.note(*u);
        }
        for t in times {
            for now in [2_000_000, 2_200_000, 2_300_000] {
                assert_eq!(forth.displace(t, due(now)), back.displace(t, due(now)), "{t} at {now}");
            }
        }
    }

    #[test]
    fn issue_times_rise_and_stay_near_the_clock() {
        let marks = Marks::default();
        let now = Time::from_secs(1000);
        let times: Vec<i64> = (0..3000).map(|_| marks.issue(now).millis()).collect();
        assert_eq!(times.first(), Some(&1_000_000));
        assert!(times.windows(2).all(|w| w[0] < w[1] || w[1] == 1_001_000));
        assert_eq!(marks.issue(Time::from_secs(5)).millis(), 1_001_000, "never back");
    }
}
