//! The coded reasons with which a reviewer rejects: three families, each pointing where it is mended. Data.
//!
//! Sentences stand in the language files under `reason_code.<code>.detail` and `.next`.

use serde::{Deserialize, Serialize};

use crate::CatalogueFault;

const REASONS: &str = include_str!("../../../catalogue/reasons.toml");

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// The information is incomplete or inaccurate.
    Incomplete,
    /// The account's information does not match.
    Mismatch,
    /// A capability asked for does not meet the rules.
    Rules,
}

impl Family {
    /// Every family, in the order the desk shows them.
    pub const ALL: [Family; 3] = [Family::Incomplete, Family::Mismatch, Family::Rules];

    /// The word used in the APIs and language files.
    pub const fn word(self) -> &'static str {
        match self {
            Family::Incomplete => "incomplete",
            Family::Mismatch => "mismatch",
            Family::Rules => "rules",
        }
    }
}

/// Where the applicant mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MendedAt {
    /// In the application.
    Application,
    /// In the account's register 基本信息, or by verification.
    Register,
}

impl MendedAt {
    /// The word used in the APIs; `mended_at.<word>` in the language files.
    pub const fn word(self) -> &'static str {
        match self {
            MendedAt::Application => "application",
            MendedAt::Register => "register",
        }
    }
}

/// One coded reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewReason {
    /// Its stable code.
    pub code: String,
    /// Its family.
    pub family: Family,
    /// Where it is mended.
    pub at: MendedAt,
    /// JSON pointer of the field it is usually bound to; empty means the whole.
    pub pointer: String,
}

/// All of them, in the order the desk shows them.
#[derive(Debug, Clone)]
pub struct ReviewReasons(Vec<ReviewReason>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonsFile {
    reason: Vec<ReviewReason>,
}

impl ReviewReasons {
    /// Those that this binary carries.
    pub fn embedded() -> Result<ReviewReasons, CatalogueFault> {
        ReviewReasons::parse(REASONS)
    }

    /// From the file's text; no code stands twice.
    pub fn parse(text: &str) -> Result<ReviewReasons, CatalogueFault> {
        let file: ReasonsFile = toml::from_str(text)
            .map_err(|e| CatalogueFault::Unreadable { file: "reasons.toml", why: e.to_string() })?;
        let mut seen = std::collections::HashSet::new();
        match file.reason.iter().find(|reason| !seen.insert(&reason.code)) {
            Some(twice) => Err(CatalogueFault::ReasonTwice(twice.code.clone())),
            None => Ok(ReviewReasons(file.reason)),
        }
    }

    /// Every reason.
    pub fn all(&self) -> &[ReviewReason] {
        &self.0
    }

    /// One by its code.
    pub fn get(&self, code: &str) -> Option<&ReviewReason> {
        self.0.iter().find(|reason| reason.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_has_a_general_reason_of_its_name() {
        let reasons = ReviewReasons::embedded().unwrap();
        for family in Family::ALL {
            let general = reasons.get(family.word()).unwrap();
            assert_eq!((general.family, general.pointer.as_str()), (family, ""));
        }
    }

    #[test]
    fn pointers_are_pointers() {
        for reason in ReviewReasons::embedded().unwrap().all() {
            let pointer = &reason.pointer;
            assert!(pointer.is_empty() || pointer.starts_with('/'), "{}", reason.code);
        }
    }

    #[test]
    fn a_code_stands_once() {
        let one = "[[reason]]\ncode = \"a\"\nfamily = \"rules\"\nat = \"application\"\npointer = \"\"\n";
        let fault = ReviewReasons::parse(&format!("{one}{one}")).unwrap_err();
        assert_eq!(fault, CatalogueFault::ReasonTwice("a".into()));
    }
}
