//! Facts about review cases, whatever their kind.

use serde::{Deserialize, Serialize};

use crate::{
    AccountNo, Authorization, Case, CaseMessage, CheckVerdict, CodedReason, Effect, EvidenceFile, Family, Id,
    Member, MendedAt, MessageKind, ReviewClass, Sentences, Time,
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
    /// What was found at each item of the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckVerdict>,
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
    /// What was found at each item of the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckVerdict>,
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
    /// What was found at each item of the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckVerdict>,
    /// The files that come with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached: Option<RejectionFiles>,
    /// The reviewer's words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed_text: Vec<u8>,
}

/// Files that a reviewer sends with a rejection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RejectionFiles {
    /// The message that names them.
    pub message: Id<CaseMessage>,
    /// The files.
    pub files: Vec<Id<EvidenceFile>>,
    /// Its words, of which there are none, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
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
    /// The files that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Id<EvidenceFile>>,
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
    /// The files that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Id<EvidenceFile>>,
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
    /// The files that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Id<EvidenceFile>>,
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

/// 申诉: a case about the same submission is on the desk, for others to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseAppealed {
    /// The rejected case.
    pub case: Id<Case>,
    /// The new one.
    pub appeal: Id<Case>,
    /// Who appeals.
    pub by: Id<Member>,
    /// What its approval puts in force.
    pub effect: Effect,
    /// How many must agree.
    pub review: ReviewClass,
    /// When it must be decided.
    pub due_at: Time,
    /// Why.
    pub grounds: Id<CaseMessage>,
    /// The files that they name: handed in to the rejected case, and the new one's from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Id<EvidenceFile>>,
    /// Those words, sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// A coded reason has this form from now on; operators publish its sentences to everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewReasonSet {
    /// Its stable code.
    pub code: String,
    /// The version that was on the screen; 0 makes its row.
    pub version: i64,
    /// Its family.
    pub family: Family,
    /// Where it is mended.
    pub at: MendedAt,
    /// JSON pointer of the field it is usually bound to; empty means the whole.
    pub pointer: String,
    /// What applicants read.
    pub sentences: Sentences,
}

/// A coded reason is offered to reviewers no more; what was rejected with it still says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewReasonRetired {
    /// Its stable code.
    pub code: String,
    /// The version that was on the screen; 0 makes its row.
    pub version: i64,
    /// As it stood.
    pub family: Family,
    /// As it stood.
    pub at: MendedAt,
    /// As it stood.
    pub pointer: String,
    /// As they stood.
    pub sentences: Sentences,
}

/// The working days of a year are these from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CalendarYearSet {
    /// Which year.
    pub year: i64,
    /// The version that was on the screen; 0 makes its row.
    pub version: i64,
    /// Days off: each a day or a run `from..to` with both ends.
    pub holidays: Vec<String>,
    /// Saturdays and Sundays on which people work.
    pub make_up: Vec<String>,
    /// Where this comes from, and under which licence.
    pub source: String,
}
