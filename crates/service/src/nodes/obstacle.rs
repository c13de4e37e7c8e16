//! What keeps a node from working as it should.

use std::fmt;
use std::time::Duration;

use vermilion_decide::Reason;

use crate::{ClockFault, Desk};

/// A fact that waits longer than this is stuck: a healthy connection in front of it says nothing.
const STUCK: Duration = Duration::from_secs(5);

/// One thing that stands in the way. Its text is for the operator's log and `/ready`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Nothing is allowed, for this reason.
    Allowing(Reason),
    /// A fact has been waiting for so long.
    Stuck(Duration),
    /// Nothing is written, because the clock cannot be believed.
    Clock(ClockFault),
}

impl Obstacle {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Obstacle::Allowing(Reason::Halted) => "halted",
            Obstacle::Allowing(_) => "behind",
            Obstacle::Stuck(_) => "writer_stuck",
            Obstacle::Clock(ClockFault::Behind(_)) => "clock_behind",
            Obstacle::Clock(ClockFault::OffDatabase(_)) => "clock_off_database",
            Obstacle::Clock(ClockFault::Ahead(_)) => "clock_ahead",
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Allowing(reason) => write!(f, "nothing is allowed: {reason}"),
            Obstacle::Stuck(time) => write!(f, "a fact has been waiting for {} s", time.as_secs()),
            Obstacle::Clock(fault) => write!(f, "nothing is written: {fault}"),
        }
    }
}

/// Everything that stands in this node's way; nothing when it is ready.
pub fn obstacles(desk: &Desk) -> Vec<Obstacle> {
    let allowing = desk.in_force.fresh(desk.uptime()).err().map(Obstacle::Allowing);
    let stuck = desk.store().writer.oldest().filter(|time| *time > STUCK).map(Obstacle::Stuck);
    let clock = desk.clock_fault().map(Obstacle::Clock);
    allowing.into_iter().chain(stuck).chain(clock).collect()
}
