//! What a store says it is.

use vermilion_model::{Incarnation, Time};

use crate::{Row, StoreFault};

/// Whose store it is: `serve` refuses a simulated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Made by `vermilion dev`.
    Dev,
    /// Made by `vermilion serve`.
    Serve,
}

impl Kind {
    pub(crate) fn from_word(word: &str) -> Option<Kind> {
        [Kind::Dev, Kind::Serve].into_iter().find(|kind| kind.as_str() == word)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Dev => "dev",
            Kind::Serve => "serve",
        }
    }
}

/// What a store says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Random, made with the store.
    pub store_id: [u8; 16],
    /// Whose it is.
    pub kind: Kind,
    /// Raised by `restore`.
    pub incarnation: Incarnation,
    /// How many lanes governance facts have; fixed when the store is made.
    pub lanes: u16,
    /// When it was made.
    pub made_at: Time,
}

impl Meta {
    pub(crate) fn from_row(row: &Row) -> Result<Meta, StoreFault> {
        let word = row.text(1)?;
        let unknown = || StoreFault::Schema(format!("a store of kind {word}"));
        let kind = Kind::from_word(&word).ok_or_else(unknown)?;
        Ok(Meta {
            store_id: row.array(0)?,
            kind,
            incarnation: Incarnation(row.small(2)?),
            lanes: row.small(3)?,
            made_at: row.time(4)?,
        })
    }

    /// Refuses a store of the other kind.
    pub(crate) fn check(self, wanted: Kind) -> Result<Meta, StoreFault> {
        if self.kind == wanted {
            return Ok(self);
        }
        Err(StoreFault::Unfit(format!("it was made by `{}`, not `{}`", self.kind.as_str(), wanted.as_str())))
    }
}
