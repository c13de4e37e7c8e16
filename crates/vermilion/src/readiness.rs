//! Whether this node should be sent requests, and why not.

use std::sync::Arc;
use std::time::Duration;

use vermilion_service::Desk;

/// A fact that waits longer than this is stuck: a healthy connection in front of it says nothing.
const STUCK: Duration = Duration::from_secs(5);

/// Looks at one node.
#[derive(Debug, Clone)]
pub(crate) struct Readiness {
    pub(crate) desk: Arc<Desk>,
}

impl Readiness {
    /// Of this desk's node.
    pub(crate) fn new(desk: Arc<Desk>) -> Readiness {
        Readiness { desk }
    }

    /// What does not stand in the way yet and wants looking after.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let missing = self.desk.calendar.now().missing(self.desk.now(), self.desk.settings.zone_offset);
        missing.into_iter().map(|year| format!("the working-day calendar lacks {year}")).collect()
    }

    /// Everything that stands in the way; nothing when it is ready.
    pub(crate) fn obstacles(&self) -> Vec<String> {
        let in_force = &self.desk.in_force;
        let fresh = in_force.fresh(self.desk.uptime()).err();
        let allowing = fresh.map(|reason| format!("nothing is allowed: {reason}"));
        let oldest = self.desk.store().writer.oldest().filter(|time| *time > STUCK);
        let stuck = oldest.map(|time| format!("a fact has been waiting for {} s", time.as_secs()));
        let clock = self.desk.clock_fault().map(|fault| format!("nothing is written: {fault}"));
        allowing.into_iter().chain(stuck).chain(clock).collect()
    }
}
