//! Coded reasons: added, changed and retired by operators. What was rejected with one always says what it says now.

use vermilion_model::fact::{Actor, ReviewReasonRetired, ReviewReasonSet};
use vermilion_model::{Family, FieldFault, MendedAt, Refusal, ReviewReason, Sentences, Seq, Wording};

use crate::faults::{Faults, given};
use crate::may::Operate;
use crate::review::is_pointer;
use crate::{Desk, Failure, Kind, PlatformMay};

/// Longest sentence, in characters.
const SENTENCE_MAX: usize = 300;
const CODE_MAX: usize = 40;

/// A reason as an operator writes it.
#[derive(Debug, Clone)]
pub struct WrittenReason {
    /// Its family.
    pub family: Family,
    /// Where it is mended.
    pub at: MendedAt,
    /// JSON pointer of the field it is usually bound to; empty means the whole.
    pub pointer: String,
    /// What applicants read.
    pub sentences: Sentences,
}

/// Every reason, retired ones too.
pub fn list_reasons(desk: &Desk, _: &PlatformMay<Operate>) -> Vec<ReviewReason> {
    desk.reasons.now().all().to_vec()
}

/// Adds a reason, changes it, or offers a retired one again; over the version that was on the screen, 0 for one
/// that is new or was never edited.
///
/// # Errors
/// Faulty fields; `GeneralReason` when the general reason of a family would leave it; `Stale`.
pub async fn set_reason(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (code, version): (&str, i64),
    written: WrittenReason,
) -> Result<(Seq, ReviewReason), Failure> {
    let mut faults = Faults::default();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if code.is_empty() || code.len() > CODE_MAX || !code.bytes().all(plain) {
        faults.push(FieldFault::new("/code", "format"));
    }
    if !is_pointer(&written.pointer) {
        faults.push(FieldFault::new("/pointer", "format"));
    }
    let zh_cn = wording(&mut faults, "/zh-CN", &written.sentences.zh_cn);
    let en = wording(&mut faults, "/en", &written.sentences.en);
    faults.done()?;
    let general = Family::from_word(code);
    if general.is_some_and(|family| family != written.family || !written.pointer.is_empty()) {
        return Err(Refusal::GeneralReason.into());
    }
    let WrittenReason { family, at, pointer, .. } = written;
    let sentences = Sentences { zh_cn, en };
    let fact = ReviewReasonSet { code: code.to_owned(), version, family, at, pointer, sentences };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), fact).await?;
    Ok((seq, present(desk, code)?))
}

/// Offers a reason to reviewers no more.
///
/// # Errors
/// `GeneralReason`: each family keeps the one of its name; `Stale`; missing.
pub async fn retire_reason(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (code, version): (&str, i64),
) -> Result<(Seq, ReviewReason), Failure> {
    let ReviewReason { code, family, at, pointer, sentences, version: now, retired_at } =
        present(desk, code)?;
    if Family::from_word(&code).is_some() {
        return Err(Refusal::GeneralReason.into());
    }
    if now != version || retired_at.is_some() {
        return Err(Failure::Stale);
    }
    let fact = ReviewReasonRetired { code: code.clone(), version, family, at, pointer, sentences };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), fact).await?;
    Ok((seq, present(desk, &code)?))
}

fn present(desk: &Desk, code: &str) -> Result<ReviewReason, Failure> {
    desk.reasons.now().get(code).cloned().ok_or(Failure::Missing(Kind::Reason))
}

fn wording(faults: &mut Faults, at: &str, written: &Wording) -> Wording {
    let mut sentence = |part: &str, text: &str| {
        let pointer = format!("{at}/{part}");
        faults.take(given(text, &pointer));
        if text.chars().count() > SENTENCE_MAX {
            faults.push(FieldFault::new(&pointer, "too_long").with("max", &SENTENCE_MAX));
        }
        if text.chars().any(char::is_control) {
            faults.push(FieldFault::new(&pointer, "format"));
        }
        text.trim().to_owned()
    };
    Wording { detail: sentence("detail", &written.detail), next: sentence("next", &written.next) }
}
