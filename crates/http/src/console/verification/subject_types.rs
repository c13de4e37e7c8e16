//! `GET /subject-types`: what each type of subject is asked for.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::SubjectRule;
use vermilion_model::text::{Language, sentence};

use crate::App;
use crate::language::Lang;
use crate::may::Signed;
use crate::page::List;
use crate::problem::{Document, Problem};

/// A type of subject.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SubjectType)]
pub(crate) struct SubjectTypeBody {
    id: &'static str,
    name: &'static str,
    /// The types of account that it may stand behind.
    account_types: Vec<&'static str>,
    fields: Vec<Asked>,
    documents: Vec<Asked>,
}

/// Something asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AskedOfSubject)]
pub(crate) struct Asked {
    id: String,
    name: &'static str,
}

fn body(rule: &SubjectRule, lang: Language) -> SubjectTypeBody {
    let text = |key: String| sentence(lang, &key).unwrap_or_default();
    let named = |family: &str, id: &String| Asked { id: id.clone(), name: text(format!("{family}.{id}")) };
    SubjectTypeBody {
        id: rule.subject.word(),
        name: text(format!("subject_type.{}", rule.subject.word())),
        account_types: rule.account_types.iter().map(|account_type| account_type.word()).collect(),
        fields: rule.fields.iter().map(|field| named("subject_field", &field.id)).collect(),
        documents: rule.documents.iter().map(|kind| named("evidence", kind)).collect(),
    }
}

#[utoipa::path(get, path = "/subject-types", tag = "register", operation_id = "list_subject_types",
    responses((status = 200, body = List<SubjectTypeBody>), (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(_): Signed,
    Lang(lang): Lang,
) -> Result<Json<List<SubjectTypeBody>>, Problem> {
    Ok(Json(List::whole(app.desk.subjects.all().iter().map(|rule| body(rule, lang)).collect())))
}
