//! What a machine can see of a change before anybody waits for it.

use vermilion_model::{AccountName, AccountNo, FieldFault, RegisterField, ReviewClass};
use vermilion_store::AccountRow;

use crate::{Desk, Failure};

/// Shortest and longest introduction, in characters. Source: contract, limit `introduction`.
const INTRODUCTION: (usize, usize) = (4, 120);

/// A value without fault, and what it takes.
#[derive(Debug)]
pub(super) struct Sound {
    pub(super) value: String,
    pub(super) review: ReviewClass,
    /// Of a name: the keyed digest that nobody else may hold.
    pub(super) digest: Option<Vec<u8>>,
}

/// Checks what was typed for a field; the fault is at `/value`.
pub(super) async fn check(
    desk: &Desk,
    row: &AccountRow,
    (field, typed): (RegisterField, &str),
    review: ReviewClass,
) -> Result<Sound, Failure> {
    match field {
        RegisterField::Name => name(desk, row, typed, review).await,
        RegisterField::Introduction => Ok(introduction(desk, row, typed, review).await?),
        RegisterField::Category => Ok(category(desk, typed, review)?),
        // Drawn anew from what was handed in: there is nothing left to find.
        RegisterField::Avatar => Ok(Sound { value: typed.to_owned(), review, digest: None }),
    }
}

async fn name(desk: &Desk, row: &AccountRow, typed: &str, review: ReviewClass) -> Result<Sound, Failure> {
    let name = AccountName::parse(typed, row.account_type, "/value")?;
    if let Some(word) = protected_in(desk, name.as_str(), Some(row.account)).await? {
        return Err(FieldFault::new("/value", "protected_word").with("word", &word).into());
    }
    let digest = desk.name_digest(&name);
    let holder = desk.read.account_by_name(&digest).await?;
    if holder.is_some_and(|holder| holder != row.app_id) {
        return Err(Failure::field("/value", "taken"));
    }
    Ok(Sound { value: name.as_str().to_owned(), review, digest: Some(digest) })
}

async fn introduction(
    desk: &Desk,
    row: &AccountRow,
    typed: &str,
    review: ReviewClass,
) -> Result<Sound, Failure> {
    let text = typed.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Failure::field("/value", "required"));
    }
    if length < INTRODUCTION.0 {
        return Err(FieldFault::new("/value", "too_short").with("min", &INTRODUCTION.0).into());
    }
    if length > INTRODUCTION.1 {
        return Err(FieldFault::new("/value", "too_long").with("max", &INTRODUCTION.1).into());
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Failure::field("/value", "format"));
    }
    if review != ReviewClass::None
        && let Some(word) = protected_in(desk, text, Some(row.account)).await?
    {
        return Err(FieldFault::new("/value", "protected_word").with("word", &word).into());
    }
    Ok(Sound { value: text.to_owned(), review, digest: None })
}

fn category(desk: &Desk, typed: &str, review: ReviewClass) -> Result<Sound, FieldFault> {
    let unknown = || FieldFault::new("/value", "unknown");
    let category = desk.register.category(typed.trim()).ok_or_else(unknown)?;
    Ok(Sound { value: category.id.clone(), review: review.max(category.review), digest: None })
}

/// The first protected word in a text, unless this account may use it.
pub async fn protected_in(
    desk: &Desk,
    text: &str,
    account: Option<AccountNo>,
) -> Result<Option<String>, Failure> {
    let text = AccountName::fold(text);
    let edited = desk.read.protected_words().await?;
    let allowed = |word: &str| {
        let row = edited.iter().find(|row| row.word == word);
        row.is_some_and(|row| row.freed_at.is_some() || (account.is_some() && row.account == account))
    };
    let given = desk.register.protected_words.iter().map(|word| AccountName::fold(word));
    let own = edited.iter().filter(|row| row.freed_at.is_none()).map(|row| row.word.clone());
    Ok(given.chain(own).find(|word| text.contains(word.as_str()) && !allowed(word)))
}
