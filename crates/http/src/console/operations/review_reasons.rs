//! `/operations/review/reasons`: the coded reasons of rejections, edited.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::{Family, MendedAt, ReviewReason, Sentences, Wording};
use vermilion_service::Failure;
use vermilion_service::may::Operate;
use vermilion_service::operations::{WrittenReason, list_reasons, retire_reason, set_reason};

use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::page::List;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A coded reason as operators see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditedReason {
    code: String,
    /// `incomplete`, `mismatch` or `rules`.
    family: &'static str,
    /// `application` or `register`.
    mended_at: &'static str,
    /// JSON pointer of the field that it is usually bound to; empty means the whole.
    pointer: String,
    #[serde(rename = "zh-CN")]
    zh_cn: ReasonWords,
    en: ReasonWords,
    /// Raised by every edit; 0 as the program carries it.
    version: i64,
    /// Offered to reviewers no more, since then.
    retired_at: Option<String>,
}

/// What a reason says in one language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonWords {
    /// What is wrong, at most 300 characters.
    detail: String,
    /// What to do, at most 300 characters.
    next: String,
}

/// A reason as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetReason {
    /// The version that was on the screen; 0 for one that is new or was never edited.
    version: i64,
    /// `incomplete`, `mismatch` or `rules`.
    family: String,
    /// `application` or `register`.
    mended_at: String,
    /// JSON pointer of the field that it is usually bound to; empty means the whole.
    #[serde(default)]
    pointer: String,
    #[serde(rename = "zh-CN")]
    zh_cn: ReasonWords,
    en: ReasonWords,
}

/// Which one is retired.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RetireReason {
    /// The version that was on the screen.
    version: i64,
}

impl From<ReasonWords> for Wording {
    fn from(words: ReasonWords) -> Wording {
        Wording { detail: words.detail, next: words.next }
    }
}

impl From<Wording> for ReasonWords {
    fn from(wording: Wording) -> ReasonWords {
        ReasonWords { detail: wording.detail, next: wording.next }
    }
}

impl From<ReviewReason> for EditedReason {
    fn from(reason: ReviewReason) -> EditedReason {
        EditedReason {
            code: reason.code,
            family: reason.family.word(),
            mended_at: reason.at.word(),
            pointer: reason.pointer,
            zh_cn: reason.sentences.zh_cn.into(),
            en: reason.sentences.en.into(),
            version: reason.version,
            retired_at: reason.retired_at.map(rfc3339),
        }
    }
}

impl SetReason {
    fn written(self) -> Result<(i64, WrittenReason), Failure> {
        let family = Family::from_word(&self.family).ok_or_else(|| Failure::field("/family", "unknown"))?;
        let at =
            MendedAt::from_word(&self.mended_at).ok_or_else(|| Failure::field("/mended_at", "unknown"))?;
        let sentences = Sentences { zh_cn: self.zh_cn.into(), en: self.en.into() };
        Ok((self.version, WrittenReason { family, at, pointer: self.pointer, sentences }))
    }
}

#[utoipa::path(get, path = "/operations/review/reasons", tag = "operations", operation_id = "list_edited_reasons",
    responses((status = 200, body = List<EditedReason>),
        (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn list(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
) -> Json<List<EditedReason>> {
    Json(List::whole(list_reasons(&app.desk, &by).into_iter().map(EditedReason::from).collect()))
}

#[utoipa::path(put, path = "/operations/review/reasons/{code}", tag = "operations", operation_id = "set_reason",
    params(("code" = String, Path, description = "Stable: small letters, digits, underscores")),
    request_body = SetReason,
    responses((status = 200, body = EditedReason),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
    Path(code): Path<String>,
    Body(reason): Body<SetReason>,
) -> Result<Changed<EditedReason>, Problem> {
    let (version, written) = reason.written()?;
    let (seq, reason) = set_reason(&app.desk, &by, (&code, version), written).await?;
    Ok(Changed::ok(seq, reason.into()))
}

#[utoipa::path(post, path = "/operations/review/reasons/{code}/retire", tag = "operations",
    operation_id = "retire_reason", params(("code" = String, Path, description = "Its code")),
    request_body = RetireReason,
    responses((status = 200, body = EditedReason),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn retire(
    State(app): State<App>,
    ProvenPlatform(by): ProvenPlatform<Operate>,
    Path(code): Path<String>,
    Body(seen): Body<RetireReason>,
) -> Result<Changed<EditedReason>, Problem> {
    let (seq, reason) = retire_reason(&app.desk, &by, (&code, seen.version)).await?;
    Ok(Changed::ok(seq, reason.into()))
}
