//! The language of messages to a member: mail has no `Accept-Language`.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::text::Language;

use crate::{Desk, Failure, SignedIn};

/// Chooses by a tag, of which the first part counts.
///
/// # Errors
/// A faulty `/language` that the product does not speak.
pub async fn choose_language(desk: &Desk, by: SignedIn, tag: &str) -> Result<(), Failure> {
    let language = Language::from_tag(tag).ok_or_else(|| Failure::field("/language", "unknown"))?;
    desk.note(Traffic::LanguageChosen { member: by.member, language }).await
}

/// The language chosen; Chinese where none was.
pub async fn language_of(desk: &Desk, by: SignedIn) -> Result<Language, Failure> {
    Ok(desk.read.language_of_member(by.member).await?.unwrap_or_default())
}
