//! What is counted: answers by face and kind of status. Labels are bounded; no AppID is one.

use std::sync::Arc;

use metrics::{Counter, counter, gauge};
use vermilion_service::Desk;

/// The faces, by what their paths begin with; WeChat's has the rest.
const FACES: [(&str, &str); 4] = [("console", "/api/"), ("host", "/host/"), ("dev", "/dev/"), ("wechat", "")];

const KINDS: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// One counter a face and kind; counting is one atomic addition.
#[derive(Clone)]
pub(crate) struct Counts(Arc<[[Counter; KINDS.len()]; FACES.len()]>);

impl std::fmt::Debug for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Counts(..)")
    }
}

/// A face's counters, for one answer to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked(usize);

impl Counts {
    /// Counts to whoever keeps metrics, or to nobody.
    pub(crate) fn new() -> Counts {
        metrics::describe_counter!("vermilion_answers_total", "Answers, by face and kind of status.");
        let of = |(face, _)| {
            KINDS.map(|kind| counter!("vermilion_answers_total", "face" => face, "status" => kind))
        };
        Counts(Arc::new(FACES.map(of)))
    }

    /// Counts nothing: what machines ask about a node is no traffic.
    pub(crate) fn none() -> Counts {
        Counts(Arc::new(FACES.map(|_| KINDS.map(|_| Counter::noop()))))
    }

    /// Which face a path belongs to.
    pub(crate) fn asked(path: &str) -> Asked {
        Asked(FACES.iter().position(|(_, begin)| path.starts_with(begin)).unwrap_or_default())
    }

    /// One answer more.
    pub(crate) fn answered(&self, Asked(face): Asked, status: u16) {
        let kind = usize::from(status / 100).saturating_sub(1);
        if let Some(counter) = self.0.get(face).and_then(|kinds| kinds.get(kind)) {
            counter.increment(1);
        }
    }
}

/// What is looked at when somebody asks, and costs nothing before.
pub(crate) fn look(desk: &Desk) {
    let missing = desk.calendar.now().missing(desk.now(), desk.settings.zone_offset);
    gauge!("vermilion_calendar_years_missing")
        .set(f64::from(u32::try_from(missing.len()).unwrap_or(u32::MAX)));
    let writer = &desk.store().writer;
    gauge!("vermilion_facts_waiting").set(f64::from(u32::try_from(writer.waiting()).unwrap_or(u32::MAX)));
    gauge!("vermilion_oldest_fact_seconds").set(writer.oldest().unwrap_or_default().as_secs_f64());
    gauge!("vermilion_view_age_seconds").set(desk.store().view_age().unwrap_or_default().as_secs_f64());
    let allowing = desk.in_force.fresh(desk.uptime()).is_ok();
    gauge!("vermilion_allowing").set(f64::from(u8::from(allowing)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_a_face() {
        let face = |path| FACES[Counts::asked(path).0].0;
        assert_eq!(
            ["/api/v1/me", "/host/v1/users", "/cgi-bin/token", "/"].map(face),
            ["console", "host", "wechat", "wechat"]
        );
    }
}
