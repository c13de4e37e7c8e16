//! Where a lane has been applied up to.

use vermilion_model::Seq;

use crate::chain::Mac;
use crate::{Row, StoreFault, Value};

/// The place of the last entry applied, and its MAC: the same number under another MAC is another
/// history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last number applied; 0 before the first.
    pub seq: Seq,
    /// That entry's MAC; zeros before the first.
    pub mac: Mac,
}

impl Cursor {
    /// Before the first entry of a lane.
    pub const fn start(lane: u16) -> Cursor {
        Cursor { seq: Seq { lane, number: 0 }, mac: [0; 32] }
    }

    /// From a row of number and MAC.
    pub(crate) fn from_row(lane: u16, row: &Row) -> Result<Cursor, StoreFault> {
        Ok(Cursor { seq: Seq { lane, number: row.int(0)? }, mac: row.array(1)? })
    }

    /// The next entry's place.
    pub(crate) fn next(&self) -> Seq {
        Seq { number: self.seq.number.saturating_add(1), ..self.seq }
    }

    /// The parameters that move the head here.
    pub(crate) fn params(&self) -> [Value; 3] {
        [self.seq.lane.into(), self.seq.number.into(), self.mac.into()]
    }
}
