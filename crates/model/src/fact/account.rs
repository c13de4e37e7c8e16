//! Facts about accounts, their secrets and tokens.

use serde::{Deserialize, Serialize};

use super::petition::PetitionSubmitted;
use super::platform::NewMember;
use crate::{
    AccountNo, AccountType, AppId, Digest, Id, ItsTokens, Member, ProfilePolicy, RegistrationInvitation,
    SecretNo, Time, TokenKind, Verification,
};

/// The owner chose how the account comes to its users' profiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfilePolicySet {
    /// Whose.
    pub account: AccountNo,
    /// How, from now on.
    pub policy: ProfilePolicy,
}

/// One form made the member and their first account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRegistered {
    /// The new member.
    pub member: Id<Member>,
    /// The agreement's version that was agreed to.
    pub agreement: u32,
    /// The e-mail code that this registration consumes (I6).
    pub email_proof: Id<Verification>,
    /// The code from a text message that it consumes, where a phone number was proven (I6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_proof: Option<Id<Verification>>,
    /// The invitation that it uses, where the platform asks for one (I6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Id<RegistrationInvitation>>,
    /// The first account, whose administrator the member is.
    pub account: AccountOpened,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewMember,
}

/// An account was opened, with its first administrator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountOpened {
    /// Its number.
    pub account: AccountNo,
    /// Its AppID.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Its first administrator.
    pub administrator: Id<Member>,
    /// What reviewers decide before it acts, where the platform has them admit each new account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission: Option<Box<PetitionSubmitted>>,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewAccount,
}

/// Row parts of a new account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewAccount {
    /// The account's own key, wrapped by the master key; its id in the key table is `owner`.
    pub wrapped_key: Vec<u8>,
    /// The id under which the key stands: sixteen bytes.
    pub owner: [u8; 16],
    /// Keyed digest of the folded name; unique.
    pub name_digest: Vec<u8>,
    /// Name and introduction, sealed under the account's key.
    pub sealed: Vec<u8>,
}

/// A named AppSecret was made; shown once to its maker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretIssued {
    /// Whose.
    pub account: AccountNo,
    /// Its number within the account.
    pub secret: SecretNo,
    /// Keyed digest of it (I9).
    pub digest: Digest,
    /// What the owner calls it; in the row only.
    #[serde(skip)]
    pub name: String,
}

/// A new secret replaced all others at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretReset {
    /// Whose.
    pub account: AccountNo,
    /// The new one's number; every lower one is dead.
    pub secret: SecretNo,
    /// Keyed digest of the new one.
    pub digest: Digest,
    /// What becomes of the tokens that the old ones fetched.
    pub tokens: ItsTokens,
    /// What the owner calls it; in the row only.
    #[serde(skip)]
    pub name: String,
}

/// One secret was retired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretRetired {
    /// Whose.
    pub account: AccountNo,
    /// Which.
    pub secret: SecretNo,
    /// What becomes of the tokens it fetched.
    pub tokens: ItsTokens,
}

/// 冻结: the secrets stopped working.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretsFrozen {
    /// Whose.
    pub account: AccountNo,
}

/// They work again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecretsUnfrozen {
    /// Whose.
    pub account: AccountNo,
}

/// The epoch was raised: every token of an earlier one is dead at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokensEnded {
    /// Whose.
    pub account: AccountNo,
    /// Which kind of token.
    pub kind: TokenKind,
    /// Fetched by which secret.
    pub secret: SecretNo,
    /// The new epoch; the old one was one lower.
    pub epoch: u32,
    /// For `force_refresh`: the stable token that takes over at once.
    pub stable: Option<StableRow>,
}

/// What a stable token's text is derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StableRow {
    /// Issue time, milliseconds.
    pub issued: i64,
    /// The token key's number.
    pub key: u8,
}

/// 封禁: the platform stopped the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountSuspended {
    /// Which.
    pub account: AccountNo,
    /// A code of the operator's list.
    pub reason: String,
}

/// The platform let it act again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountRestored {
    /// Which.
    pub account: AccountNo,
    /// A code of the operator's list.
    pub reason: String,
}

/// 冻结: the owner stopped the account for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountFrozen {
    /// Which.
    pub account: AccountNo,
}

/// 解冻: the owner let it act again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountUnfrozen {
    /// Which.
    pub account: AccountNo,
}

/// The owner began to close it; it does not act any more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountClosing {
    /// Which.
    pub account: AccountNo,
    /// Until when it can still be kept.
    pub until: Time,
}

/// The owner keeps it after all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountKept {
    /// Which.
    pub account: AccountNo,
}

/// 注销: the time to keep it is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountClosed {
    /// Which.
    pub account: AccountNo,
}

/// What was known of a closed account is readable nowhere any more (I10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountErased {
    /// Which.
    pub account: AccountNo,
}

/// An account was bound to an open-platform account of the same subject: its users have UnionIDs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountBound {
    /// Which.
    pub account: AccountNo,
    /// The open-platform account.
    pub open: AccountNo,
}

/// It is bound no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountUnbound {
    /// Which.
    pub account: AccountNo,
    /// The open-platform account.
    pub open: AccountNo,
}
