//! Traffic about users' data and web authorizations.

use crate::{AccountNo, Id, OAuthScope, Ordinal, SecretNo, Time, User};

/// A user's data was encrypted for an account's client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataSealed {
    /// A serial of its own.
    pub serial: i64,
    /// For whom.
    pub account: AccountNo,
    /// Whose data.
    pub ordinal: Ordinal,
    /// The kind of code that the same act would have drawn: the record says what was handed over.
    /// None where a standing scope lets the account see it.
    pub act: Option<crate::CodeKind>,
    /// SHA-256 of the base64 text.
    pub text_hash: [u8; 32],
    /// SHA-256 of the bytes it stands for.
    pub raw_hash: [u8; 32],
    /// When.
    pub at: Time,
}

/// An OAuth code was exchanged: spent, and the grant begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OAuthSpent {
    /// The code's serial: the insert is the proof (I6). It names the grant from now on.
    pub serial: i64,
    /// Whose tokens.
    pub account: AccountNo,
    /// About whom.
    pub ordinal: Ordinal,
    /// What they show.
    pub scope: OAuthScope,
    /// The secret that fetched them.
    pub secret: SecretNo,
    /// The token key's number.
    pub key: u8,
    /// When.
    pub at: Time,
    /// Until when the first access token lives.
    pub until: Time,
}

/// The access token of a grant got more time, or a successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OAuthRenewed {
    /// Which grant.
    pub serial: i64,
    /// Until when it lived, as seen; what another request changed meanwhile is not changed again.
    pub before: Time,
    /// The token key's number.
    pub key: u8,
    /// When the token was issued: the same while it lives.
    pub issued: Time,
    /// Until when it lives now.
    pub until: Time,
}

/// The host app said something new of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserChanged {
    /// Who.
    pub user: Id<User>,
    /// The box as it was seen; what another request changed meanwhile is not overwritten.
    pub before: Vec<u8>,
    /// The box as it is now, sealed under the user's key.
    pub sealed: Vec<u8>,
}
