//! Cases about the register and the subject: what they say field by field, how it was and how it is asked to
//! be.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vermilion_model::fact::{Act, PetitionWithdrawn};
use vermilion_model::{CaseKind, Effect, Id, Petition, RegisterField, SubjectType};
use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

use super::CheckItem;
use crate::admission::RegistrationBox;
use crate::register::{RegisterValue, petition_place};
use crate::verification::VerificationForm;
use crate::{Desk, Failure, Kind};

/// One field of a case about a register or a subject.
#[derive(Clone)]
pub struct CaseLine {
    /// JSON pointer, to which reasons are bound.
    pub pointer: String,
    /// The key of its name in the language files.
    pub label: String,
    /// How it was when the case came.
    pub before: Option<LineValue>,
    /// How it is asked to be.
    pub asked: Option<LineValue>,
    /// The file that it rests on, by its id.
    pub file: Option<String>,
}

/// What stands in a field.
#[derive(Clone)]
pub enum LineValue {
    /// As typed.
    Text(String),
    /// A sentence of the language files, by its key.
    Key(String),
    /// A picture, as a `data:` address.
    Picture(String),
}

impl std::fmt::Debug for CaseLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CaseLine({})", self.pointer)
    }
}
impl std::fmt::Debug for LineValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LineValue(..)")
    }
}

/// The lines of a case; none of one about an authorization, whose document is a form.
pub(super) fn lines(desk: &Desk, key: &PersonKey, row: &CaseRow) -> Result<Vec<CaseLine>, Failure> {
    match &row.case.effect {
        Effect::Revision { .. } => Ok(Vec::new()),
        Effect::Register { petition, field, .. } => {
            let asked: RegisterValue = open(desk, key, *petition, &row.sealed)?;
            Ok(vec![CaseLine {
                pointer: format!("/{}", field.word()),
                label: format!("register_field.{}", field.word()),
                before: asked.before.map(|text| value(*field, text)),
                asked: Some(value(*field, asked.value)),
                file: None,
            }])
        }
        Effect::Verification { petition, .. } => {
            let form: VerificationForm = open(desk, key, *petition, &row.sealed)?;
            Ok(of_form(desk, &form))
        }
        Effect::Registration { petition, .. } => {
            let asked: RegistrationBox = open(desk, key, *petition, &row.sealed)?;
            Ok(of_registration(asked))
        }
    }
}

fn of_registration(asked: RegistrationBox) -> Vec<CaseLine> {
    let line = |field: &str, value: LineValue| CaseLine {
        pointer: format!("/{field}"),
        label: format!("registration_field.{field}"),
        before: None,
        asked: Some(value),
        file: None,
    };
    vec![
        line("account_name", LineValue::Text(asked.account_name)),
        line("account_type", LineValue::Key(format!("account_type.{}", asked.account_type))),
        line("statement", LineValue::Text(asked.statement)),
    ]
}

fn open<T: serde::de::DeserializeOwned>(
    desk: &Desk,
    key: &PersonKey,
    petition: Id<Petition>,
    sealed: &[u8],
) -> Result<T, Failure> {
    desk.vault.open(key, petition_place(&petition), sealed)
}

fn value(field: RegisterField, text: String) -> LineValue {
    match field {
        RegisterField::Name | RegisterField::Introduction => LineValue::Text(text),
        RegisterField::Category => LineValue::Key(format!("category.{text}")),
        RegisterField::Avatar => LineValue::Picture(text),
    }
}

/// In the order in which the type of subject asks for it.
fn of_form(desk: &Desk, form: &VerificationForm) -> Vec<CaseLine> {
    let rule = SubjectType::from_word(&form.subject_type).and_then(|subject| desk.subjects.rule(subject));
    let Some(rule) = rule else { return Vec::new() };
    let line = |pointer: String, label: String, asked: Option<LineValue>, file| CaseLine {
        pointer,
        label,
        before: None,
        asked,
        file,
    };
    let text = |known: &BTreeMap<String, String>, id: &str| {
        known.get(id).filter(|text| !text.is_empty()).cloned().map(LineValue::Text)
    };
    let subject = LineValue::Key(format!("subject_type.{}", form.subject_type));
    let subject = line("/subject_type".to_owned(), "subject_field.type".to_owned(), Some(subject), None);
    let fields = rule.fields.iter().map(|field| {
        let (id, asked) = (&field.id, text(&form.fields, &field.id));
        line(format!("/fields/{id}"), format!("subject_field.{id}"), asked, None)
    });
    let documents = rule.documents.iter().map(|kind| {
        let (asked, file) = (text(&form.documents, kind), form.files.get(kind).cloned());
        line(format!("/documents/{kind}"), format!("evidence.{kind}"), asked, file)
    });
    std::iter::once(subject).chain(fields).chain(documents).collect()
}

/// What a reviewer looks at: a changed field, a new account as a whole, or who the subject is and each of its
/// documents.
pub(super) fn checklist(kind: CaseKind, lines: &[CaseLine]) -> Vec<CheckItem> {
    let about = match kind {
        CaseKind::SubjectVerification => "subject",
        CaseKind::Registration => "registration",
        _ => "register",
    };
    let (documents, fields): (Vec<&CaseLine>, Vec<&CaseLine>) =
        lines.iter().partition(|line| line.pointer.starts_with("/documents/"));
    let fields = fields.first().map(|first| CheckItem {
        id: about.to_owned(),
        pointer: first.pointer.clone(),
        about,
        capability: None,
        evidence: None,
        content: fields.iter().map(|line| content(line)).collect(),
    });
    let documents = documents.into_iter().map(|line| {
        let kind = line.pointer.trim_start_matches("/documents/");
        CheckItem {
            id: format!("document.{kind}"),
            pointer: line.pointer.clone(),
            about: "document",
            capability: None,
            evidence: Some(kind.to_owned()),
            content: content(line),
        }
    });
    fields.into_iter().chain(documents).collect()
}

fn content(line: &CaseLine) -> Value {
    let text = |value: &LineValue| match value {
        LineValue::Text(text) | LineValue::Key(text) | LineValue::Picture(text) => text.clone(),
    };
    json!([line.pointer, line.asked.as_ref().map(text), line.file])
}

/// Whether nothing newer of its kind was submitted, whatever became of that.
pub(super) async fn is_newest(desk: &Desk, case: &CaseRow, petition: Id<Petition>) -> Result<bool, Failure> {
    let effect = &case.case.effect;
    let newest = desk.read.petitions_of_kind(effect.account(), effect.kind(), 1).await?;
    Ok(newest.first().is_some_and(|newest| newest.petition == petition))
}

/// The applicant takes it back.
pub(super) async fn withdrawal(desk: &Desk, effect: &Effect, petition: Id<Petition>) -> Result<Act, Failure> {
    let row = desk.read.petition_by_id(petition).await?.ok_or(Failure::Missing(Kind::Case))?;
    let case = row.case.ok_or(Failure::Missing(Kind::Case))?.case;
    let (account, kind) = (effect.account(), effect.kind());
    Ok(PetitionWithdrawn { account, petition, kind, case }.into())
}
