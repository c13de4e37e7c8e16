//! Review cases 审核单: one pending submission of any reviewable kind on a reviewer's desk.
//!
//! The desk knows kinds, documents and checklists; what an approval puts in force is an [`Effect`]
//! that the case carries and the desk never looks into.

use serde::{Deserialize, Serialize};

use crate::fact::{Act, CaseApproved, CaseRejected, CaseSeconded};
use crate::{
    AccountNo, Authorization, Capabilities, Giver, Id, Member, Petition, Refusal, RegisterField, Revision,
    SubjectType, Time,
};

/// How many reviewers must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewClass {
    /// No review: effective with the submission.
    None,
    /// Decided by the automatic checks.
    Automatic,
    /// One reviewer.
    OnePerson,
    /// Two different reviewers (I7).
    TwoPersons,
}

impl ReviewClass {
    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            ReviewClass::None => "none",
            ReviewClass::Automatic => "automatic",
            ReviewClass::OnePerson => "one_person",
            ReviewClass::TwoPersons => "two_persons",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<ReviewClass> {
        [ReviewClass::None, ReviewClass::Automatic, ReviewClass::OnePerson, ReviewClass::TwoPersons]
            .into_iter()
            .find(|class| class.word() == word)
    }
}

/// What kind of submission a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// A revision of an authorization.
    AuthorizationRevision,
    /// Another name in the register.
    NameChange,
    /// Another avatar in the register.
    AvatarChange,
    /// Another introduction in the register.
    IntroductionChange,
    /// Another service category in the register.
    CategoryChange,
    /// 认证: who stands behind the account.
    SubjectVerification,
    /// 注册: whether a new account may act.
    Registration,
}

impl CaseKind {
    /// Every kind.
    pub const ALL: [CaseKind; 7] = [
        CaseKind::AuthorizationRevision,
        CaseKind::NameChange,
        CaseKind::AvatarChange,
        CaseKind::IntroductionChange,
        CaseKind::CategoryChange,
        CaseKind::SubjectVerification,
        CaseKind::Registration,
    ];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            CaseKind::AuthorizationRevision => "authorization_revision",
            CaseKind::NameChange => "name_change",
            CaseKind::AvatarChange => "avatar_change",
            CaseKind::IntroductionChange => "introduction_change",
            CaseKind::CategoryChange => "category_change",
            CaseKind::SubjectVerification => "subject_verification",
            CaseKind::Registration => "registration",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<CaseKind> {
        CaseKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What an approval puts in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Effect {
    /// A revision replaces the effective one, atomically (I2).
    Revision {
        /// The authorization.
        authorization: Id<Authorization>,
        /// The approved revision.
        revision: Id<Revision>,
        /// The receiving account.
        account: AccountNo,
        /// Who gives.
        giver: Giver,
        /// What it gives.
        capabilities: Capabilities,
        /// Until when.
        until: Option<Time>,
    },
    /// A field of the register has another value.
    Register {
        /// Whose.
        account: AccountNo,
        /// What was submitted.
        petition: Id<Petition>,
        /// Which field.
        field: RegisterField,
    },
    /// The account's subject is verified 认证.
    Verification {
        /// Whose.
        account: AccountNo,
        /// What was submitted.
        petition: Id<Petition>,
        /// What the subject is.
        subject: SubjectType,
        /// For how many days it holds.
        days: u32,
        /// How many accounts the subject may then have of this account's group of types.
        limit: u32,
    },
    /// A new account may act 注册.
    Registration {
        /// Which.
        account: AccountNo,
        /// What was submitted.
        petition: Id<Petition>,
    },
}

impl Effect {
    /// The kind of case that ends in this effect.
    pub const fn kind(&self) -> CaseKind {
        match self {
            Effect::Revision { .. } => CaseKind::AuthorizationRevision,
            Effect::Register { field, .. } => field.case_kind(),
            Effect::Verification { .. } => CaseKind::SubjectVerification,
            Effect::Registration { .. } => CaseKind::Registration,
        }
    }

    /// The account it is about.
    pub const fn account(&self) -> AccountNo {
        match self {
            Effect::Revision { account, .. }
            | Effect::Register { account, .. }
            | Effect::Verification { account, .. }
            | Effect::Registration { account, .. } => *account,
        }
    }

    /// What was submitted, where it is no revision.
    pub const fn petition(&self) -> Option<Id<Petition>> {
        match self {
            Effect::Revision { .. } => None,
            Effect::Register { petition, .. }
            | Effect::Verification { petition, .. }
            | Effect::Registration { petition, .. } => Some(*petition),
        }
    }

    /// Whether what was rejected can be looked at again as it stands. A name is free for everybody once it is
    /// rejected, and so is the place among a subject's accounts: both are asked for anew.
    pub const fn keeps_its_place(&self) -> bool {
        !matches!(self, Effect::Register { field: RegisterField::Name, .. } | Effect::Verification { .. })
    }

    /// The accounts that it is for or against, both sides of a delegation among them (I7).
    pub fn parties(&self) -> Vec<AccountNo> {
        match self {
            Effect::Revision { account, giver: Giver::Account(giver), .. } => vec![*account, *giver],
            Effect::Revision { account, giver: Giver::Platform, .. }
            | Effect::Register { account, .. }
            | Effect::Verification { account, .. }
            | Effect::Registration { account, .. } => vec![*account],
        }
    }
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// On the desk.
    Open,
    /// 审核通过
    Approved,
    /// 审核不通过
    Rejected,
    /// Taken back by the applicant, or ended with what it was about.
    Withdrawn,
    /// Left by the applicant, whom it waited for.
    Lapsed,
}

impl CaseState {
    /// Every state, in the order of a case's life.
    pub const ALL: [CaseState; 5] =
        [CaseState::Open, CaseState::Approved, CaseState::Rejected, CaseState::Withdrawn, CaseState::Lapsed];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            CaseState::Open => "open",
            CaseState::Approved => "approved",
            CaseState::Rejected => "rejected",
            CaseState::Withdrawn => "withdrawn",
            CaseState::Lapsed => "lapsed",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<CaseState> {
        CaseState::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// The member who decides, and where their own interests lie (I7).
#[derive(Debug, Clone)]
pub struct Reviewer {
    /// Who.
    pub member: Id<Member>,
    /// The accounts in which they hold a role, and every other account of those accounts' subjects.
    pub accounts: Vec<AccountNo>,
}

/// A coded reason bound to a field of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodedReason {
    /// Its code, e.g. `incomplete`, `mismatch`, `rules`.
    pub code: String,
    /// JSON pointer of the field; empty means the whole.
    pub pointer: String,
}

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: Id<Case>,
    /// Raised by every step; the guard of the next one.
    pub version: i64,
    /// The account it is about.
    pub account: AccountNo,
    /// What approval puts in force.
    pub effect: Effect,
    /// How many must agree.
    pub review: ReviewClass,
    /// When it must be decided.
    pub due_at: Time,
    /// Where it stands.
    pub state: CaseState,
    /// The first of two who agreed.
    pub first: Option<Id<Member>>,
    /// Who submitted it.
    pub applicant: Id<Member>,
    /// Since when it waits for the applicant; nothing while it is the reviewers' turn.
    pub asked_at: Option<Time>,
    /// The rejection that it appeals.
    pub appeal: Option<AppealOf>,
    /// The case that appeals this one.
    pub appealed_by: Option<Id<Case>>,
}

/// A rejection that a case appeals 申诉.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealOf {
    /// The rejected case.
    pub case: Id<Case>,
    /// Who decided it, and may not decide the appeal.
    pub decided_by: Vec<Id<Member>>,
}

impl Case {
    /// 通过. The first of two persons only seconds; the last puts the effect in force.
    pub fn approve(&self, by: &Reviewer) -> Result<Act, Refusal> {
        self.decidable(by)?;
        if self.review == ReviewClass::TwoPersons && self.first.is_none() {
            return Ok(Act::CaseSeconded(CaseSeconded {
                case: self.id,
                version: self.version,
                by: by.member,
                checks: Vec::new(),
            }));
        }
        if self.first == Some(by.member) {
            return Err(Refusal::SecondReviewerNeeded);
        }
        Ok(Act::CaseApproved(CaseApproved {
            case: self.id,
            version: self.version,
            by: by.member,
            effect: self.effect.clone(),
            checks: Vec::new(),
        }))
    }

    /// 驳回, with at least one coded reason.
    pub fn reject(&self, by: &Reviewer, reasons: Vec<CodedReason>) -> Result<Act, Refusal> {
        self.decidable(by)?;
        if reasons.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Ok(Act::CaseRejected(CaseRejected {
            case: self.id,
            version: self.version,
            by: by.member,
            effect: self.effect.clone(),
            reasons,
            checks: Vec::new(),
            attached: None,
            sealed_text: Vec::new(),
        }))
    }

    /// Whether this reviewer may decide it now: it is open, waits for nobody, and is theirs to decide.
    pub fn decidable(&self, by: &Reviewer) -> Result<(), Refusal> {
        if self.state != CaseState::Open {
            return Err(Refusal::CaseClosed);
        }
        self.impartial(by)?;
        if self.asked_at.is_some() { Err(Refusal::WaitsForApplicant) } else { Ok(()) }
    }

    /// I7: nobody decides about an account in which they hold a role, nor an appeal against themselves.
    pub fn impartial(&self, by: &Reviewer) -> Result<(), Refusal> {
        if self.concerns(by) {
            return Err(Refusal::OwnApplication);
        }
        match &self.appeal {
            Some(appeal) if appeal.decided_by.contains(&by.member) => Err(Refusal::DecidedBefore),
            _ => Ok(()),
        }
    }

    /// Whether the reviewer has a part in it: they submitted it, or hold a role in the account.
    pub fn concerns(&self, by: &Reviewer) -> bool {
        let parties = self.effect.parties();
        let concerned = |no: &AccountNo| *no == self.account || parties.contains(no);
        by.member == self.applicant || by.accounts.iter().any(concerned)
    }
}

#[cfg(test)]
#[path = "case_tests.rs"]
mod tests;
