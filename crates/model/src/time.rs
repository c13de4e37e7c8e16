//! Points in time and lengths of it: milliseconds, UTC.

use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Pure code takes `now: Time` as a parameter; only the binary reads a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(i64);

/// A length of time in milliseconds. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Time {
    /// The first representable point; older than every fact.
    pub const ZERO: Time = Time(0);

    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Time {
        Time(millis)
    }

    /// From whole seconds since the epoch.
    pub const fn from_secs(secs: i64) -> Time {
        Time(secs.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This point plus a span; stops at the last representable point.
    #[must_use]
    pub const fn plus(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0))
    }

    /// This point minus a span.
    #[must_use]
    pub const fn minus(self, span: Span) -> Time {
        Time(self.0.saturating_sub(span.0))
    }

    /// How long ago `earlier` was; zero when it lies ahead.
    pub const fn since(self, earlier: Time) -> Span {
        let diff = self.0.saturating_sub(earlier.0);
        Span(if diff < 0 { 0 } else { diff })
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// From milliseconds.
    pub const fn millis(n: i64) -> Span {
        Span(if n < 0 { 0 } else { n })
    }

    /// From seconds.
    pub const fn secs(n: i64) -> Span {
        Span::millis(n.saturating_mul(1000))
    }

    /// From minutes.
    pub const fn mins(n: i64) -> Span {
        Span::secs(n.saturating_mul(60))
    }

    /// From hours.
    pub const fn hours(n: i64) -> Span {
        Span::mins(n.saturating_mul(60))
    }

    /// From days of 24 hours.
    pub const fn days(n: i64) -> Span {
        Span::hours(n.saturating_mul(24))
    }

    /// Milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0 / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_never_goes_below_zero() {
        assert_eq!(Time::from_secs(1).since(Time::from_secs(2)), Span::ZERO);
        assert_eq!(Time::from_secs(5).since(Time::from_secs(2)), Span::secs(3));
    }

    #[test]
    fn arithmetic_saturates_instead_of_wrapping() {
        assert_eq!(Time::from_millis(i64::MAX).plus(Span::days(1)).millis(), i64::MAX);
    }
}
