//! What callers tell and ask the server under test.

use serde::{Deserialize, Serialize};
use vermilion_model::{AccountNo, Authorization, Case, Id, Ordinal, User};

/// A fact to be made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub(crate) enum Order {
    MakeUser { user: Id<User> },
    MakePair { user: Id<User>, account: AccountNo, ordinal: Ordinal },
    Give { user: Id<User>, account: AccountNo, ordinal: Ordinal },
    Withdraw { user: Id<User>, account: AccountNo, ordinal: Ordinal },
    Submit { authorization: Id<Authorization>, case: Id<Case>, account: AccountNo, capabilities: Vec<u8> },
    Approve { case: Id<Case> },
    GiveUp { authorization: Id<Authorization>, capability: u8 },
    Revoke { authorization: Id<Authorization> },
    ResetSecret { account: AccountNo, number: u16, text: String },
    Suspend { account: AccountNo },
    Restore { account: AccountNo },
    FreezeSecrets { account: AccountNo },
    UnfreezeSecrets { account: AccountNo },
    HandPhone { account: AccountNo, code: String },
}

/// Something to be told. The answer is a text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub(crate) enum Question {
    /// `absent`, `made` or `paired`.
    User { user: Id<User>, account: AccountNo },
    /// `absent`, `given` or `withdrawn`; store and memory must agree.
    Consent { user: Id<User>, account: AccountNo, ordinal: Ordinal },
    /// `absent`, `pending`, `revoked`, or `in force` and numbers.
    Authorization { authorization: Id<Authorization> },
    /// What memory says that an account holds, as numbers.
    Held { account: AccountNo },
    /// A new account: its number, AppID and secret.
    Account { account: AccountNo },
    /// New login codes, one a line.
    Codes { account: AccountNo, count: usize },
    /// New phone codes of a user who has a number and is made for it, one a line.
    PhoneCodes { account: AccountNo, count: usize },
    /// `good` or `suspended`; store and memory must agree.
    Standing { account: AccountNo },
    /// `usable` or `frozen`; store and memory must agree.
    Secrets { account: AccountNo },
    /// What does not hold in the audit chain, one a line.
    Audit,
}
