//! Facts about review cases, whatever their kind.

use serde::{Deserialize, Serialize};

use crate::{
    AccountNo, Authorization, Case, CaseMessage, CodedReason, Effect, Id, Member, MessageKind, Time,
};

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

/// A reviewer asked the applicant: the working-day clock stands until the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseAsked {
    /// Which case.
    pub case: Id<Case>,
    /// Its version when the reviewer looked.
    pub version: i64,
    /// Who.
    pub by: Id<Member>,
    /// The question.
    pub message: Id<CaseMessage>,
    /// JSON pointer of the field it is about; empty means the whole.
    pub pointer: String,
    /// Its words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// The applicant answered: the clock runs on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseAnswered {
    /// Which case.
    pub case: Id<Case>,
    /// Since when it had waited.
    pub asked_at: Time,
    /// Who.
    pub by: Id<Member>,
    /// The answer.
    pub message: Id<CaseMessage>,
    /// When it must be decided now.
    pub due_at: Time,
    /// How many working days the clock stood.
    pub waited: u32,
    /// Its words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// Something was said about a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseMessageWritten {
    /// Which case.
    pub case: Id<Case>,
    /// The message.
    pub message: Id<CaseMessage>,
    /// What it is.
    pub kind: MessageKind,
    /// Who.
    pub by: Id<Member>,
    /// Its words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// The applicant left it for too long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseLapsed {
    /// Which case.
    pub case: Id<Case>,
    /// Since when it waited.
    pub asked_at: Time,
    /// What will not hold.
    pub effect: Effect,
    /// What was submitted, as a draft again; in the row only.
    #[serde(skip)]
    pub kept: Option<KeptDraft>,
}

/// A draft that a lapsed case leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDraft {
    /// Which.
    pub draft: Id<super::traffic::Draft>,
    /// Whose.
    pub account: AccountNo,
    /// The authorization that it would modify.
    pub authorization: Id<Authorization>,
    /// Who submitted it.
    pub by: Id<Member>,
    /// The form, sealed under the account's key.
    pub sealed: Vec<u8>,
}

/// Its due time passed: operators are told. Nothing is decided by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseEscalated {
    /// Which case.
    pub case: Id<Case>,
    /// The due time that passed.
    pub due_at: Time,
}
