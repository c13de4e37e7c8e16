//! What operators edit for the desk, held in memory: working days and coded reasons. Every node takes edits in
//! with the facts, in their order.

use std::sync::Arc;

use arc_swap::ArcSwap;
use vermilion_model::fact::{Act, Fact};
use vermilion_model::{Calendar, CalendarYear, Due, ReviewReason, ReviewReasons, Span, Time};
use vermilion_store::{Engine, StoreFault};

/// Which days are worked, as operators edited them.
#[derive(Debug)]
pub struct WorkingDays(ArcSwap<Calendar>);

/// The coded reasons, as operators edited them.
#[derive(Debug)]
pub struct ReasonBook(ArcSwap<ReviewReasons>);

impl WorkingDays {
    /// Begins with what this binary carries.
    pub fn new(calendar: Calendar) -> WorkingDays {
        WorkingDays(ArcSwap::from_pointee(calendar))
    }

    /// As it stands now.
    pub fn now(&self) -> Arc<Calendar> {
        self.0.load_full()
    }

    /// See [`Calendar::due`].
    pub fn due(&self, from: Time, zone: Span, days: u32) -> Due {
        self.0.load().due(from, zone, days)
    }

    /// See [`Calendar::assumes`].
    pub fn assumes(&self, from: Time, to: Time, zone: Span) -> bool {
        self.0.load().assumes(from, to, zone)
    }

    fn put(&self, year: &CalendarYear) {
        self.0.rcu(|held| {
            let mut calendar = Calendar::clone(held);
            if let Err(faults) = calendar.put(year.clone()) {
                // Checked before it was recorded; the year stays as it was known.
                tracing::error!(year = year.year, ?faults, "a year of the calendar cannot be read");
            }
            calendar
        });
    }
}

impl ReasonBook {
    /// Begins with what this binary carries.
    pub fn new(reasons: ReviewReasons) -> ReasonBook {
        ReasonBook(ArcSwap::from_pointee(reasons))
    }

    /// As they stand now.
    pub fn now(&self) -> Arc<ReviewReasons> {
        self.0.load_full()
    }

    fn put(&self, reason: &ReviewReason) {
        self.0.rcu(|held| {
            let mut reasons = ReviewReasons::clone(held);
            reasons.put(reason.clone());
            reasons
        });
    }
}

/// Both.
#[derive(Debug, Clone)]
pub(crate) struct DeskData {
    pub(crate) calendar: Arc<WorkingDays>,
    pub(crate) reasons: Arc<ReasonBook>,
}

impl DeskData {
    /// Takes in what the fact edits, if it edits any of it.
    pub(crate) fn take_in(&self, fact: &Fact) {
        let at = fact.at;
        if let Act::CalendarYearSet(act) = &fact.act {
            let (holidays, make_up) = (act.holidays.clone(), act.make_up.clone());
            let (source, version) = (act.source.clone(), act.version.saturating_add(1));
            let year = act.year;
            self.calendar.put(&CalendarYear { year, holidays, make_up, source, version, since: Some(at) });
        }
        if let Act::ReviewReasonSet(act) = &fact.act {
            self.reasons.put(&ReviewReason {
                code: act.code.clone(),
                family: act.family,
                at: act.at,
                pointer: act.pointer.clone(),
                sentences: act.sentences.clone(),
                version: act.version.saturating_add(1),
                retired_at: None,
            });
        }
        if let Act::ReviewReasonRetired(act) = &fact.act {
            self.reasons.put(&ReviewReason {
                code: act.code.clone(),
                family: act.family,
                at: act.at,
                pointer: act.pointer.clone(),
                sentences: act.sentences.clone(),
                version: act.version.saturating_add(1),
                retired_at: Some(at),
            });
        }
    }

    /// Reads every edit, after facts began to be followed: what comes twice is taken once.
    pub(crate) async fn stand(&self, engine: &Engine) -> Result<(), StoreFault> {
        for year in engine.calendar_years().await? {
            self.calendar.put(&year);
        }
        for reason in engine.review_reasons().await? {
            self.reasons.put(&reason);
        }
        Ok(())
    }
}
