//! What calls leave behind: counts a day, refusals by code, and which users were there.

use crate::{AccountNo, Time};

/// One account's calls of one kind on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallsOfDay {
    /// Whose.
    pub account: AccountNo,
    /// The day, counted from the epoch in the platform's zone.
    pub day: u32,
    /// Which call, by its name.
    pub call: String,
    /// How many were answered, beyond what was written before.
    pub answered: u32,
    /// How many were refused, beyond what was written before.
    pub refused: u32,
    /// When it was written.
    pub at: Time,
}

/// Refusals of one kind on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalsOfDay {
    /// Whose.
    pub account: AccountNo,
    /// The day, as in [`CallsOfDay`].
    pub day: u32,
    /// Which call, by its name.
    pub call: String,
    /// The error code.
    pub code: i32,
    /// The reason's code.
    pub reason: String,
    /// How many, beyond what was written before.
    pub count: u32,
    /// The last one's time.
    pub last_at: Time,
    /// The last one's `rid`.
    pub last_rid: [u32; 3],
}

/// Which of 4,096 users of an account one call was about on one day, as far as one run of a node knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersOfDay {
    /// Whose.
    pub account: AccountNo,
    /// The day, as in [`CallsOfDay`].
    pub day: u32,
    /// Which call, by its name.
    pub call: String,
    /// Which 4,096: their ordinals divided by that.
    pub chunk: u32,
    /// The node's run.
    pub run: [u8; 16],
    /// A bit a user, the least significant bit of the first byte first.
    pub bits: Vec<u8>,
    /// When it was written.
    pub at: Time,
}
