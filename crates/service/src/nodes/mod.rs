//! The nodes of the store: what each says of itself, what keeps one from working, and the list that operators read.

mod disk;
mod list_nodes;
mod obstacle;
mod speak;

pub use list_nodes::{NodesView, list_nodes};
pub use obstacle::{Obstacle, obstacles};
pub(crate) use speak::{leave, speak};
pub use vermilion_model::fact::traffic::{DiskRoom, NodeSeen};

use vermilion_model::Time;

/// This run of the node.
#[derive(Debug)]
pub(crate) struct OwnRun {
    /// Drawn at the start.
    pub(crate) run: [u8; 16],
    /// By our own clock.
    pub(crate) started_at: Time,
}
