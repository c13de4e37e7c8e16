//! Facts about review cases, whatever their kind.

use serde::{Deserialize, Serialize};

use crate::{Case, CodedReason, Effect, Id, Member};

/// The first of two reviewers agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseSeconded {
    /// Which case.
    pub case: Id<Case>,
    /// Its version when the reviewer looked.
    pub version: i64,
    /// Who.
    pub by: Id<Member>,
}

/// 通过: its effect is in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseApproved {
    /// Which case.
    pub case: Id<Case>,
    /// Its version when the reviewer looked.
    pub version: i64,
    /// Who decided last.
    pub by: Id<Member>,
    /// What holds from now on.
    pub effect: Effect,
}

/// 驳回
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseRejected {
    /// Which case.
    pub case: Id<Case>,
    /// Its version when the reviewer looked.
    pub version: i64,
    /// Who.
    pub by: Id<Member>,
    /// What will not hold.
    pub effect: Effect,
    /// Why, in codes bound to fields.
    pub reasons: Vec<CodedReason>,
    /// The reviewer's words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed_text: Vec<u8>,
}
