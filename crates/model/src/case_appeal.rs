//! Appeals 申诉: a rejection is looked at once more, by others.

use crate::fact::CaseAppealed;
use crate::{Case, CaseMessage, CaseState, Id, Member, Refusal, Time};

/// What an applicant appeals with; ids are drawn by the use case.
#[derive(Debug, Clone)]
pub struct Appeal {
    /// The new case.
    pub case: Id<Case>,
    /// Why: the message that says it.
    pub grounds: Id<CaseMessage>,
    /// When it must be decided.
    pub due_at: Time,
    /// Who appeals.
    pub by: Id<Member>,
}

impl Case {
    /// Whether it was rejected and can still be appealed, as long as nothing newer is submitted.
    pub const fn can_be_appealed(&self) -> bool {
        let appealed = self.appeal.is_some() || self.appealed_by.is_some();
        matches!(self.state, CaseState::Rejected) && !appealed && self.effect.keeps_its_place()
    }

    /// Opens a case about the same submission, which none of those who rejected it may decide. Once.
    pub fn appeal_with(&self, appeal: &Appeal) -> Result<CaseAppealed, Refusal> {
        if self.appeal.is_some() || self.appealed_by.is_some() {
            return Err(Refusal::AlreadyAppealed);
        }
        if self.state != CaseState::Rejected {
            return Err(Refusal::NotRejected);
        }
        if !self.effect.keeps_its_place() {
            return Err(Refusal::AskedAnew);
        }
        Ok(CaseAppealed {
            case: self.id,
            appeal: appeal.case,
            by: appeal.by,
            effect: self.effect.clone(),
            review: self.review,
            due_at: appeal.due_at,
            grounds: appeal.grounds,
            files: Vec::new(),
            sealed: Vec::new(),
        })
    }
}
