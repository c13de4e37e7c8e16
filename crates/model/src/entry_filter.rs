//! Which entries of the audit log are asked for.

use serde::{Deserialize, Serialize};

use crate::fact::Act;
use crate::{AccountNo, Time};

/// The longest name of somebody or something in the log.
const LONGEST: usize = 96;

/// In which form the log is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// An entry a line, as JSON.
    Ndjson,
    /// A table, for people.
    Csv,
}

impl ExportForm {
    /// Its word, and the end of a file's name.
    pub const fn word(self) -> &'static str {
        match self {
            ExportForm::Ndjson => "ndjson",
            ExportForm::Csv => "csv",
        }
    }
}

/// What entries have in common that somebody looks for; without any part, every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFilter {
    /// Of one of these kinds; empty means of any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Done by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Named>,
    /// About this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Named>,
    /// Not before this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// Before this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

impl EntryFilter {
    /// Reads kinds that are separated by commas; nothing when one of them is unknown.
    pub fn kinds_of(text: &str) -> Option<Vec<String>> {
        let kinds = text.split(',').map(str::trim).filter(|kind| !kind.is_empty());
        kinds.map(|kind| Act::KINDS.contains(&kind).then(|| kind.to_owned())).collect()
    }
}

/// Somebody or something as the log names it: `case:0192…`, `command_line`, or an id without the word before it.
///
/// It holds letters, digits and a few signs only, so that no address or name of a person gets into the log
/// with a filter that is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Named(String);

impl Named {
    /// Nothing when it cannot be a name in the log.
    pub fn parse(text: &str) -> Option<Named> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let sound = !text.is_empty()
            && text.len() <= LONGEST
            && text.matches(':').count() <= 1
            && text.split(':').all(|part| !part.is_empty() && part.chars().all(plain));
        sound.then(|| Named(text.to_owned()))
    }

    /// An account, by its number.
    pub fn account(no: AccountNo) -> Named {
        Named(format!("account:{}", no.0))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a list of names, with a space before and behind each, holds where this one is among them. An id without
    /// its word is found behind any word.
    pub fn needle(&self) -> String {
        let word = |c: char| c.is_ascii_lowercase() || c == '_';
        if self.0.contains(':') || self.0.chars().all(word) {
            format!(" {} ", self.0)
        } else {
            format!(":{} ", self.0)
        }
    }
}

impl TryFrom<String> for Named {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Named, &'static str> {
        Named::parse(&text).ok_or("not a name in the audit log")
    }
}

impl From<Named> for String {
    fn from(named: Named) -> String {
        named.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_word_an_id_or_both_and_never_an_address() {
        for sound in ["command_line", "case:0192f0c1-aa00-7000-8000-000000000001", "account:7", "wx0123"] {
            assert_eq!(Named::parse(sound).map(String::from).as_deref(), Some(sound));
        }
        for faulty in
            ["", ":", "case:", ":7", "a:b:c", "somebody@example.com", "李 雷", "a b", "%", &"x".repeat(97)]
        {
            assert_eq!(Named::parse(faulty), None, "{faulty}");
        }
    }

    #[test]
    fn an_id_is_found_behind_any_word_and_never_within_another_id() {
        let names = " account:71 case:0192f0c1-aa00-7000-8000-000000000001 ";
        let found = |text: &str| names.contains(&Named::parse(text).unwrap().needle());
        assert!(found("account:71") && found("71") && found("0192f0c1-aa00-7000-8000-000000000001"));
        assert!(!found("account:7") && !found("7") && !found("case") && !found("t:71"));
        assert_eq!(Named::parse("command_line").unwrap().needle(), " command_line ");
    }

    #[test]
    fn unknown_kinds_are_not_looked_for() {
        assert_eq!(EntryFilter::kinds_of("case_approved, case_rejected").map(|kinds| kinds.len()), Some(2));
        assert_eq!(EntryFilter::kinds_of("").as_deref(), Some(&[][..]));
        assert_eq!(EntryFilter::kinds_of("case_approved,never_heard_of"), None);
    }

    #[test]
    fn what_is_recorded_of_a_filter_reads_back_and_is_short() {
        let filter = EntryFilter { actor: Named::parse("command_line"), ..EntryFilter::default() };
        let text = serde_json::to_string(&filter).unwrap();
        assert_eq!(text, r#"{"actor":"command_line"}"#);
        assert_eq!(serde_json::from_str::<EntryFilter>(&text).unwrap(), filter);
        assert!(serde_json::from_str::<EntryFilter>(r#"{"actor":"a@b"}"#).is_err());
    }
}
