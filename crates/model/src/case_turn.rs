//! Whose turn a case is: asking the applicant, their answer, and what becomes of a case that somebody left.

use serde::{Deserialize, Serialize};

use crate::fact::{CaseAnswered, CaseAsked, CaseEscalated, CaseLapsed, CaseMessageWritten};
use crate::{Case, CaseState, Id, Member, Refusal, Reviewer, Span, Time};

/// Something said about a case; the words are sealed.
#[derive(Debug)]
pub enum CaseMessage {}

/// How long a case waits for the applicant before it lapses.
pub const LEFT_FOR: Span = Span::days(30);

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A reviewer's question; the case waits for the answer.
    Question,
    /// The applicant's answer to it.
    Answer,
    /// From a reviewer to the applicant.
    FromReviewer,
    /// From the applicant to the reviewers.
    FromApplicant,
    /// From a reviewer to colleagues; the applicant never sees it.
    Note,
    /// Why a rejection is appealed.
    Grounds,
    /// What a reviewer sends with a rejection: its files, no words.
    Rejection,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [MessageKind; 7] = [
        MessageKind::Question,
        MessageKind::Answer,
        MessageKind::FromReviewer,
        MessageKind::FromApplicant,
        MessageKind::Note,
        MessageKind::Grounds,
        MessageKind::Rejection,
    ];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            MessageKind::Question => "question",
            MessageKind::Answer => "answer",
            MessageKind::FromReviewer => "from_reviewer",
            MessageKind::FromApplicant => "from_applicant",
            MessageKind::Note => "note",
            MessageKind::Grounds => "grounds",
            MessageKind::Rejection => "rejection",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<MessageKind> {
        MessageKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether a reviewer wrote it.
    pub const fn by_reviewer(self) -> bool {
        matches!(
            self,
            MessageKind::Question | MessageKind::FromReviewer | MessageKind::Note | MessageKind::Rejection
        )
    }
}

/// Who has to do something next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The reviewers.
    Reviewer,
    /// The applicant, who was asked.
    Applicant,
}

impl Turn {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Turn::Reviewer => "reviewer",
            Turn::Applicant => "applicant",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Turn> {
        [Turn::Reviewer, Turn::Applicant].into_iter().find(|turn| turn.word() == word)
    }
}

impl Case {
    /// Whose turn it is; nobody's once it is closed.
    pub fn turn(&self) -> Option<Turn> {
        let turn = if self.asked_at.is_some() { Turn::Applicant } else { Turn::Reviewer };
        (self.state == CaseState::Open).then_some(turn)
    }

    /// Whether the reviewers' time has passed. It never decides anything by itself.
    pub fn overdue(&self, now: Time) -> bool {
        self.turn() == Some(Turn::Reviewer) && self.due_at < now
    }

    /// When it lapses, while it waits for the applicant.
    pub fn lapses_at(&self) -> Option<Time> {
        self.asked_at.filter(|_| self.state == CaseState::Open).map(|at| at.plus(LEFT_FOR))
    }

    /// A question to the applicant, bound to a field of the document, or to the whole by an empty pointer.
    /// The clock stands until the answer.
    pub fn ask(
        &self,
        by: &Reviewer,
        message: Id<CaseMessage>,
        pointer: String,
    ) -> Result<CaseAsked, Refusal> {
        self.decidable(by)?;
        let (case, version) = (self.id, self.version);
        let (files, sealed) = (Vec::new(), Vec::new());
        Ok(CaseAsked { case, version, by: by.member, message, pointer, files, sealed })
    }

    /// The applicant's answer; the reviewers have until `due_at`. `waited` working days stood still.
    pub fn answer(
        &self,
        by: Id<Member>,
        message: Id<CaseMessage>,
        due_at: Time,
        waited: u32,
    ) -> Result<CaseAnswered, Refusal> {
        self.open()?;
        let asked_at = self.asked_at.ok_or(Refusal::NothingAsked)?;
        let (case, files, sealed) = (self.id, Vec::new(), Vec::new());
        Ok(CaseAnswered { case, asked_at, by, message, due_at, waited, files, sealed })
    }

    /// Something said without a change of turn. Colleagues are told of a closed case, too.
    pub fn write(
        &self,
        kind: MessageKind,
        by: Id<Member>,
        message: Id<CaseMessage>,
    ) -> Result<CaseMessageWritten, Refusal> {
        if kind != MessageKind::Note {
            self.open()?;
        }
        let (files, sealed) = (Vec::new(), Vec::new());
        Ok(CaseMessageWritten { case: self.id, message, kind, by, files, sealed })
    }

    /// What becomes of a case that the applicant left.
    pub fn lapse(&self, now: Time) -> Option<CaseLapsed> {
        let asked_at = self.asked_at.filter(|_| self.state == CaseState::Open)?;
        (asked_at.plus(LEFT_FOR) <= now).then(|| CaseLapsed {
            case: self.id,
            asked_at,
            effect: self.effect.clone(),
            kept: None,
        })
    }

    /// What becomes of a case that the reviewers left: operators are told, and nothing is decided.
    pub fn escalate(&self, now: Time) -> Option<CaseEscalated> {
        self.overdue(now).then_some(CaseEscalated { case: self.id, due_at: self.due_at })
    }

    fn open(&self) -> Result<(), Refusal> {
        if self.state == CaseState::Open { Ok(()) } else { Err(Refusal::CaseClosed) }
    }
}
