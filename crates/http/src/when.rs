//! Times in answers: RFC 3339, UTC, whole seconds; and in requests, with any offset.

use vermilion_model::Time;

/// A time as text, e.g. `2026-01-31T08:00:00Z`.
pub(crate) fn rfc3339(at: Time) -> String {
    jiff::Timestamp::from_second(at.secs()).map(|at| at.to_string()).unwrap_or_default()
}

/// A moment that a request names, in RFC 3339; nothing when it is none.
pub(crate) fn moment(text: &str) -> Option<Time> {
    text.parse::<jiff::Timestamp>().ok().map(|at| Time::from_millis(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_only_and_utc() {
        assert_eq!(rfc3339(Time::from_millis(1_700_000_000_999)), "2023-11-14T22:13:20Z");
    }
}
