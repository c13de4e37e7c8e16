//! What a node says of itself, so that the others, and operators, see how it stands.

use crate::{Incarnation, Seq, Span, Time};

/// One look of a node at itself. Times are by the database's clock, so that those of several nodes compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeSeen {
    /// The node's run: drawn anew at each start.
    pub run: [u8; 16],
    /// What its operator knows it by: the machine and the port.
    pub name: String,
    /// The program's version.
    pub version: String,
    /// When the run began.
    pub started_at: Time,
    /// When it looked.
    pub at: Time,
    /// The life of the store that it works for.
    pub incarnation: Incarnation,
    /// The newest fact that its memory has applied.
    pub applied: Seq,
    /// How old its view of the store was; nothing where nobody else writes, and before the first look.
    pub view_age: Option<Span>,
    /// How many facts waited to be written.
    pub waiting: u32,
    /// For how long the oldest of them had waited.
    pub oldest_wait: Option<Span>,
    /// How far its clock was off the database's, either way.
    pub clock_off: Span,
    /// The room where its data folder is, if that can be told.
    pub disk: Option<DiskRoom>,
    /// What kept it from working as it should, by code.
    pub obstacles: Vec<String>,
}

/// The room on a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiskRoom {
    /// What may still be written.
    pub free: u64,
    /// All there is.
    pub total: u64,
}
