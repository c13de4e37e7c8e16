//! What the desk knows of each kind of case: how its document is opened, what is looked at, and what becomes
//! of it when nobody decides. The desk itself knows none of it by name.

mod checklist;
mod petition;
mod revision;

use serde_json::Value;
use vermilion_model::fact::{Act, KeptDraft};
use vermilion_model::{Catalogue, Effect, Time};
use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

pub use petition::{CaseLine, LineValue};
pub use revision::RevisionAbout;

use crate::authorizations::{Form, open_document};
use crate::{Desk, Failure};

/// What a case is about, by its kind.
#[derive(Debug)]
pub enum About {
    /// A revision of an authorization.
    Revision(RevisionAbout),
    /// The account's register or subject; its lines say what.
    Petition,
}

/// What was submitted, by its kind.
#[derive(Debug)]
pub enum Document {
    /// The form of an authorization.
    Revision(Form),
    /// A change of the register or a verification, field by field.
    Lines(Vec<CaseLine>),
}

/// One thing to look at before deciding.
#[derive(Clone)]
pub struct CheckItem {
    /// Stable within the case.
    pub id: String,
    /// JSON pointer into the document.
    pub pointer: String,
    /// What to look at; a sentence each under `checklist.<this>`.
    pub about: &'static str,
    /// For which capability.
    pub capability: Option<String>,
    /// Which evidence.
    pub evidence: Option<String>,
    /// The part of the document that the verdict is about.
    pub(super) content: Value,
}

impl std::fmt::Debug for CheckItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckItem({})", self.id)
    }
}

pub(super) async fn about(desk: &Desk, effect: &Effect) -> Result<About, Failure> {
    match effect {
        Effect::Revision { authorization, capabilities, until, .. } => {
            revision::about(desk, *authorization, (*capabilities, *until)).await.map(About::Revision)
        }
        Effect::Register { .. } | Effect::Verification { .. } | Effect::Registration { .. } => {
            Ok(About::Petition)
        }
    }
}

/// The words of what a case asks for, where its kind asks for capabilities.
pub(super) fn asked(catalogue: &Catalogue, effect: &Effect) -> Vec<String> {
    match effect {
        Effect::Revision { capabilities, .. } => {
            crate::authorizations::capability_ids(catalogue, *capabilities)
        }
        Effect::Register { .. } | Effect::Verification { .. } | Effect::Registration { .. } => Vec::new(),
    }
}

pub(super) fn document(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Document, Failure> {
    match row.case.effect {
        Effect::Revision { .. } => {
            open_document(desk, key, row.revision, &row.sealed).map(Document::Revision)
        }
        Effect::Register { .. } | Effect::Verification { .. } | Effect::Registration { .. } => {
            petition::lines(desk, key, row).map(Document::Lines)
        }
    }
}

pub(super) fn checklist(desk: &Desk, effect: &Effect, document: &Document) -> Vec<CheckItem> {
    match (effect, document) {
        (Effect::Revision { capabilities, .. }, Document::Revision(form)) => {
            checklist::checklist(&desk.catalogue, *capabilities, form)
        }
        (effect, Document::Lines(lines)) => petition::checklist(effect.kind(), lines),
        // A document is opened by its case's kind.
        (
            Effect::Register { .. } | Effect::Verification { .. } | Effect::Registration { .. },
            Document::Revision(_),
        ) => Vec::new(),
    }
}

/// Whether two cases are about the same thing, so that one is the other's history.
pub(super) fn same_subject(one: &Effect, other: &Effect) -> bool {
    match (one, other) {
        (Effect::Revision { authorization: one, .. }, Effect::Revision { authorization: other, .. }) => {
            one == other
        }
        _ => one.kind() == other.kind() && one.account() == other.account(),
    }
}

/// What was submitted, as a draft again, where its kind has drafts.
pub(super) fn kept(
    desk: &Desk,
    key: &PersonKey,
    row: &CaseRow,
    now: Time,
) -> Result<Option<KeptDraft>, Failure> {
    match row.case.effect {
        Effect::Revision { authorization, .. } => {
            revision::kept(desk, key, (row, authorization), now).map(Some)
        }
        // What was typed stays on its page, where it is asked for again.
        Effect::Register { .. } | Effect::Verification { .. } | Effect::Registration { .. } => Ok(None),
    }
}

/// Whether nothing newer was submitted about the same thing, which is still there.
pub(super) async fn is_newest(desk: &Desk, row: &CaseRow) -> Result<bool, Failure> {
    match row.case.effect {
        Effect::Revision { authorization, .. } => revision::is_newest(desk, row, authorization).await,
        Effect::Register { petition, .. }
        | Effect::Verification { petition, .. }
        | Effect::Registration { petition, .. } => petition::is_newest(desk, row, petition).await,
    }
}

/// The applicant takes it back.
pub(super) async fn withdrawal(desk: &Desk, effect: &Effect) -> Result<Act, Failure> {
    match effect {
        Effect::Revision { authorization, .. } => revision::withdrawal(desk, *authorization).await,
        Effect::Register { petition, .. }
        | Effect::Verification { petition, .. }
        | Effect::Registration { petition, .. } => petition::withdrawal(desk, effect, *petition).await,
    }
}
