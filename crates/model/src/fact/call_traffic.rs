//! What calls leave behind: refusals, leased quota, who fetched which token.

use crate::{AccountNo, SecretNo, Span, Time, TokenKind};

/// A refused call, redacted, kept seven days so that its `rid` can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalRow {
    /// The `rid`'s three groups.
    pub rid: [u32; 3],
    /// When.
    pub at: Time,
    /// The calling account, where it is known.
    pub account: Option<AccountNo>,
    /// Method and path.
    pub call: String,
    /// The error code answered.
    pub code: i32,
    /// The reason's code.
    pub reason: String,
    /// The caller's address.
    pub client: Option<String>,
    /// The names of the query's parameters, without their values.
    pub query: String,
    /// How long it took.
    pub cost: Span,
    /// The token that was shown, where this installation made it.
    pub token: Option<ShownToken>,
}

/// A token that was shown and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownToken {
    /// Its kind.
    pub kind: TokenKind,
    /// The secret that fetched it.
    pub secret: SecretNo,
    /// When it was issued.
    pub issued: Time,
}

/// See [`super::traffic::Traffic::QuotaLeased`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaLeased {
    /// Whose.
    pub account: AccountNo,
    /// Which call, by its name; or another word that is counted a day.
    pub call: String,
    /// The day, counted from the epoch in the platform's zone.
    pub day: u32,
    /// The counter's epoch, raised whenever it is cleared.
    pub epoch: u32,
    /// The day and the number that the counter showed, if there was one: the guard.
    pub seen: Option<(u32, u32)>,
    /// The number it shows now.
    pub used: u32,
}

/// See [`super::traffic::Traffic::QuotaGivenBack`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRest {
    /// Whose.
    pub account: AccountNo,
    /// Which call, by its name.
    pub call: String,
    /// The day the block was good for.
    pub day: u32,
    /// The counter's epoch when it was leased; the rest of an earlier one is worth nothing.
    pub epoch: u32,
    /// How many were left.
    pub calls: u32,
}

/// Fetches of one account's tokens by one secret from one address within twenty seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFetch {
    /// Whose.
    pub account: AccountNo,
    /// The twenty seconds, counted from the epoch.
    pub step: i64,
    /// Which kind of token.
    pub kind: TokenKind,
    /// By which secret.
    pub secret: SecretNo,
    /// Whether the token before was ended by it.
    pub forced: bool,
    /// The caller's address.
    pub address: String,
    /// How often, beyond what was written before.
    pub count: u32,
    /// The first time.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}

/// A secret was used on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretUse {
    /// Whose.
    pub account: AccountNo,
    /// Which.
    pub secret: SecretNo,
    /// The day, counted from the epoch in the platform's zone.
    pub day: u32,
}

/// Somebody with the right secret who is not on the account's allow-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// Whose list.
    pub account: AccountNo,
    /// The caller's address.
    pub address: String,
    /// Whether it was refused, or only noted.
    pub refused: bool,
    /// How often, beyond what was written before.
    pub count: u32,
    /// The first time.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}
