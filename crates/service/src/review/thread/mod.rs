//! What is said about a case: questions and answers, messages, and colleagues' notes. Words are sealed under
//! the account's key, so that they end with it.

mod answer_question;
mod ask_applicant;
mod attach;
mod words;
mod write_note;
mod write_to_applicant;
mod write_to_reviewers;

pub use answer_question::answer_question;
pub use ask_applicant::{Question, ask_applicant};
pub use write_note::write_note;
pub use write_to_applicant::write_to_applicant;
pub use write_to_reviewers::write_to_reviewers;

pub(super) use attach::attachable;
pub use words::NewMessage;
pub(crate) use words::is_pointer;
pub(super) use words::{Words, prepared, refused, seal};

use std::collections::HashMap;

use vermilion_model::{CaseMessage, Id, Member, MessageKind, Time};
use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

use crate::evidence::{EvidenceView, view};
use crate::{Desk, Failure};

/// Something said about a case.
#[derive(Clone)]
pub struct Said {
    /// Its id.
    pub id: Id<CaseMessage>,
    /// What it is.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: Id<Member>,
    /// JSON pointer of the field it is about; empty means the whole.
    pub pointer: String,
    /// When.
    pub at: Time,
    /// The words.
    pub text: String,
    /// The files that it names, those that are gone too.
    pub files: Vec<EvidenceView>,
}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Said({} {:?})", self.id, self.kind)
    }
}

/// What was said about a case, the oldest first.
pub(super) async fn thread(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<Said>, Failure> {
    let mut files: HashMap<_, Vec<EvidenceView>> = HashMap::new();
    for file in desk.read.evidence_of_thread(row.case.id).await? {
        if let Some(message) = file.message {
            files.entry(message).or_default().push(view(desk, key, &file)?);
        }
    }
    let rows = desk.read.messages_of_case(row.case.id).await?;
    let said = rows.into_iter().map(|row| {
        let words: Words = desk.vault.open(key, words::place(&row.message), &row.sealed)?;
        Ok(Said {
            id: row.message,
            kind: row.kind,
            author: row.author,
            pointer: row.pointer,
            at: row.at,
            text: words.text,
            files: files.remove(&row.message).unwrap_or_default(),
        })
    });
    said.collect()
}
