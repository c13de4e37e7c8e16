//! `[accounts]`

use crate::section::section;

section! {
    /// How long accounts' states last.
    pub struct Accounts in "accounts", "VERMILION_ACCOUNTS_";

    /// For how many days a verified subject stays verified; then it is asked for again.
    verification_days: u32 = 365 => within 1 3650;
    /// How many days an account that its owner closes can still be kept; then it is erased.
    closing_days: u32 = 7 => within 0 90;
}
