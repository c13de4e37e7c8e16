//! How one field of a case is written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::{Language, sentence};
use vermilion_service::review::{CaseLine, LineValue};

/// One field: how it was, and how it is asked to be.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseLine)]
pub(crate) struct LineBody {
    /// JSON pointer, to which reasons are bound.
    pointer: String,
    /// What the field is called.
    label: String,
    /// How it was when the case came; nothing where nothing was said.
    before: Option<LineValueBody>,
    /// How it is asked to be.
    asked: Option<LineValueBody>,
    /// The file that it rests on, one of the case's evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// What stands in a field.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseLineValue)]
pub(crate) struct LineValueBody {
    /// `text` or `picture`.
    kind: &'static str,
    /// As typed, or in the caller's language; of a picture a `data:` address.
    text: String,
}

impl LineBody {
    pub(super) fn of(line: CaseLine, lang: Language) -> LineBody {
        let value = |value: LineValue| match value {
            LineValue::Text(text) => LineValueBody { kind: "text", text },
            LineValue::Key(key) => {
                LineValueBody { kind: "text", text: sentence(lang, &key).map_or(key, str::to_owned) }
            }
            LineValue::Picture(text) => LineValueBody { kind: "picture", text },
        };
        LineBody {
            label: sentence(lang, &line.label).map_or(line.label, str::to_owned),
            pointer: line.pointer,
            before: line.before.map(value),
            asked: line.asked.map(value),
            file: line.file,
        }
    }
}

impl std::fmt::Debug for LineBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineBody({})", self.pointer)
    }
}
