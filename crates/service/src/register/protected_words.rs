//! Protected words: no name may contain one. The catalogue brings some; operators add and free.

use vermilion_model::fact::{Actor, WordFreed, WordProtected};
use vermilion_model::{AccountName, AppId, FieldFault, Seq, Time};

use crate::may::Operate;
use crate::operations::account_of;
use crate::{Desk, Failure, PlatformMay};

/// Shortest and longest word, in characters.
const LENGTH: (usize, usize) = (2, 30);

/// A protected word.
#[derive(Debug)]
pub struct ProtectedWord {
    /// As names are compared: without case, width and blanks.
    pub word: String,
    /// The account that may use it all the same.
    pub account: Option<AppId>,
    /// When an operator protected it; nothing where the catalogue does.
    pub since: Option<Time>,
}

/// Every word that is protected now.
pub async fn list_protected_words(
    desk: &Desk,
    _: &PlatformMay<Operate>,
) -> Result<Vec<ProtectedWord>, Failure> {
    let edited = desk.read.protected_words().await?;
    let mut words = Vec::new();
    for word in &desk.register.protected_words {
        let word = AccountName::fold(word);
        if edited.iter().all(|row| row.word != word) {
            words.push(ProtectedWord { word, account: None, since: None });
        }
    }
    for row in edited.into_iter().filter(|row| row.freed_at.is_none()) {
        let account = match row.account {
            Some(no) => desk.read.account_by_no(no).await?.map(|account| account.app_id),
            None => None,
        };
        words.push(ProtectedWord { word: row.word, account, since: Some(row.protected_at) });
    }
    Ok(words)
}

/// Protects a word, for one account or for nobody; doing so again says for whom.
///
/// # Errors
/// A fault at `/word`; the account is missing.
pub async fn protect_word(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    typed: &str,
    app_id: Option<&str>,
) -> Result<Seq, Failure> {
    let word = word(typed)?;
    let account = app_id.map(|app_id| account_of(desk, app_id).map(|state| state.no)).transpose()?;
    let act = WordProtected { digest: desk.word_digest(&word), account, word };
    desk.record(desk.now(), Actor::Member(may.by.member), act).await
}

/// Frees a word, also one of the catalogue's. `None` where it is free already.
///
/// # Errors
/// A fault at `/word`.
pub async fn free_word(desk: &Desk, may: &PlatformMay<Operate>, typed: &str) -> Result<Option<Seq>, Failure> {
    let word = word(typed)?;
    let given = desk.register.protected_words.iter().any(|given| AccountName::fold(given) == word);
    let row = desk.read.protected_words().await?.into_iter().find(|row| row.word == word);
    if row.map_or(!given, |row| row.freed_at.is_some()) {
        return Ok(None);
    }
    let act = WordFreed { digest: desk.word_digest(&word), word };
    desk.record(desk.now(), Actor::Member(may.by.member), act).await.map(Some)
}

fn word(typed: &str) -> Result<String, FieldFault> {
    let word = AccountName::fold(typed);
    match word.chars().count() {
        0 => Err(FieldFault::new("/word", "required")),
        length if length < LENGTH.0 => Err(FieldFault::new("/word", "too_short").with("min", &LENGTH.0)),
        length if length > LENGTH.1 => Err(FieldFault::new("/word", "too_long").with("max", &LENGTH.1)),
        _ if word.chars().any(char::is_control) => Err(FieldFault::new("/word", "format")),
        _ => Ok(word),
    }
}
