//! Whether this node should be sent requests, and why not.

use std::sync::Arc;

use vermilion_service::Desk;
use vermilion_service::nodes::obstacles;

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
        obstacles(&self.desk).iter().map(ToString::to_string).collect()
    }
}
