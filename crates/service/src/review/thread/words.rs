//! Words about a case: checked, and sealed for the row that they will stand in.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::Actor;
use vermilion_model::{
    Case, CaseMessage, EvidenceFile, FieldFault, Id, Member, MessageKind, Refusal, Seq, Time,
};
use vermilion_seal::Place;
use vermilion_store::CaseRow;

use super::attach::attachable;
use crate::faults::{Faults, given};
use crate::{Desk, Failure, Kind};

/// Longest text, in characters.
const TEXT_MAX: usize = 2_000;
/// Longest JSON pointer, in bytes.
const POINTER_MAX: usize = 200;
/// How much is said about one case at most.
const MESSAGES_MAX: i64 = 200;

/// What is said, as it was typed.
#[derive(Clone)]
pub struct NewMessage {
    /// At most 2,000 characters.
    pub text: String,
    /// Ids of files that its author handed in to the case; at most five, of 20 MiB together.
    pub files: Vec<String>,
}

impl std::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewMessage({} files)", self.files.len())
    }
}

/// What is sealed of a message.
#[derive(Serialize, Deserialize)]
pub(in crate::review) struct Words {
    pub(super) text: String,
}

pub(super) fn place(message: &Id<CaseMessage>) -> Place<'_> {
    Place { table: "case_message", row: message.bytes() }
}

impl Words {
    /// Of a message that only names files.
    pub(in crate::review) const NONE: Words = Words { text: String::new() };
}

/// The text without blank ends; anything that people write, but not too much of it.
pub(in crate::review) fn checked(text: &str) -> Result<Words, FieldFault> {
    given(text, "/text")?;
    let text = text.trim();
    if text.chars().count() > TEXT_MAX {
        return Err(FieldFault::new("/text", "too_long").with("max", &TEXT_MAX));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(FieldFault::new("/text", "format"));
    }
    Ok(Words { text: text.to_owned() })
}

/// Checks words and files at once; the message's author speaks about this case.
pub(in crate::review) async fn prepared(
    desk: &Desk,
    about: (Id<Case>, Id<Member>),
    said: &NewMessage,
    mut faults: Faults,
) -> Result<Ready, Failure> {
    let words = faults.take(checked(&said.text));
    let files = attachable(desk, about, &said.files, &mut faults).await?;
    faults.done()?;
    let words = words.ok_or_else(|| Failure::broken("words without a fault are there"))?;
    Ok((words, files))
}

/// Words and files that are in order.
pub(in crate::review) type Ready = (Words, Vec<Id<EvidenceFile>>);

/// Writes what is in order about a case, whoever may do so.
pub(super) async fn write(
    desk: &Desk,
    (row, kind): (&CaseRow, MessageKind),
    (now, by): (Time, Id<Member>),
    (said, (words, files)): (&NewMessage, Ready),
) -> Result<Seq, Failure> {
    let message = desk.id(now);
    let mut fact = row.case.write(kind, by, message)?;
    fact.files = files;
    fact.sealed = seal(desk, row, message, &words).await?;
    match desk.record(now, Actor::Member(by), fact).await {
        Err(Failure::Stale) => Err(refused(desk, (row.case.id, by), said).await),
        recorded => recorded,
    }
}

/// Why the store refused a message: a file of it is gone, or in another message, meanwhile.
pub(in crate::review) async fn refused(
    desk: &Desk,
    about: (Id<Case>, Id<Member>),
    said: &NewMessage,
) -> Failure {
    match prepared(desk, about, said, Faults::default()).await {
        Err(why) => why,
        Ok(_) => Failure::Stale,
    }
}

/// Pointers reach the audit log, so they may only be what a pointer into a form can be.
pub(crate) fn is_pointer(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'/';
    text.is_empty() || (text.starts_with('/') && text.len() <= POINTER_MAX && text.bytes().all(plain))
}

/// Seals the words under the key of the account that the case is about.
pub(in crate::review) async fn seal(
    desk: &Desk,
    row: &CaseRow,
    message: Id<CaseMessage>,
    words: &Words,
) -> Result<Vec<u8>, Failure> {
    if desk.read.count_messages_of_case(row.case.id).await? >= MESSAGES_MAX {
        return Err(Refusal::TooManyMessages.into());
    }
    let account = desk.read.account_by_no(row.case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = desk.vault.key(&account.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    desk.vault.seal(&key, place(&message), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bounded_and_pointers_plain() {
        assert_eq!(checked(" \n ").err().unwrap().code, "required");
        assert_eq!(checked(&"字".repeat(2_001)).err().unwrap().code, "too_long");
        assert_eq!(checked("a\u{7}").err().unwrap().code, "format");
        assert_eq!(checked(" 一\n二 ").ok().unwrap().text, "一\n二");
        assert!(is_pointer("") && is_pointer("/purpose/phone_number"));
        assert!(
            !is_pointer("purpose") && !is_pointer("/字") && !is_pointer(&format!("/{}", "a".repeat(200)))
        );
    }
}
