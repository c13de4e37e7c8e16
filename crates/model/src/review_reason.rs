//! The coded reasons with which a reviewer rejects: three families, each pointing where it is mended. Data.
//!
//! Sentences stand in the language files under `reason_code.<code>.detail` and `.next`.

use serde::{Deserialize, Serialize};

use crate::text::{Language, sentence};
use crate::{CatalogueFault, Time};

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

    /// From that word.
    pub fn from_word(word: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.word() == word)
    }

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
    /// From that word.
    pub fn from_word(word: &str) -> Option<MendedAt> {
        [MendedAt::Application, MendedAt::Register].into_iter().find(|at| at.word() == word)
    }

    /// The word used in the APIs; `mended_at.<word>` in the language files.
    pub const fn word(self) -> &'static str {
        match self {
            MendedAt::Application => "application",
            MendedAt::Register => "register",
        }
    }
}

/// What a reason says in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What is wrong.
    pub detail: String,
    /// What to do.
    pub next: String,
}

/// What a reason says, in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: Wording,
    /// English.
    pub en: Wording,
}

impl Sentences {
    /// In one language.
    pub const fn of(&self, language: Language) -> &Wording {
        match language {
            Language::ZhCn => &self.zh_cn,
            Language::En => &self.en,
        }
    }

    /// As the language files have them.
    fn embedded(code: &str) -> Sentences {
        let part = |language, part: &str| {
            sentence(language, &format!("reason_code.{code}.{part}")).unwrap_or_default().to_owned()
        };
        let of = |language| Wording { detail: part(language, "detail"), next: part(language, "next") };
        Sentences { zh_cn: of(Language::ZhCn), en: of(Language::En) }
    }
}

/// One coded reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewReason {
    /// Its stable code.
    pub code: String,
    /// Its family.
    pub family: Family,
    /// Where it is mended.
    pub at: MendedAt,
    /// JSON pointer of the field it is usually bound to; empty means the whole.
    pub pointer: String,
    /// What applicants read.
    pub sentences: Sentences,
    /// Raised by every edit; 0 as this binary carries it.
    pub version: i64,
    /// Offered to reviewers no more, since then.
    pub retired_at: Option<Time>,
}

/// All of them: those that this binary carries, in the order the desk shows them, as operators edited them,
/// and then those that operators added.
#[derive(Debug, Clone)]
pub struct ReviewReasons(Vec<ReviewReason>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonsFile {
    reason: Vec<ReasonTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonTable {
    code: String,
    family: Family,
    at: MendedAt,
    pointer: String,
}

impl From<ReasonTable> for ReviewReason {
    fn from(table: ReasonTable) -> ReviewReason {
        let sentences = Sentences::embedded(&table.code);
        let ReasonTable { code, family, at, pointer } = table;
        ReviewReason { code, family, at, pointer, sentences, version: 0, retired_at: None }
    }
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
            None => Ok(ReviewReasons(file.reason.into_iter().map(ReviewReason::from).collect())),
        }
    }

    /// Every reason, retired ones too.
    pub fn all(&self) -> &[ReviewReason] {
        &self.0
    }

    /// Those that a reviewer may give.
    pub fn offered(&self) -> impl Iterator<Item = &ReviewReason> {
        self.0.iter().filter(|reason| reason.retired_at.is_none())
    }

    /// One by its code, retired or not.
    pub fn get(&self, code: &str) -> Option<&ReviewReason> {
        self.0.iter().find(|reason| reason.code == code)
    }

    /// Puts an edited one in its place, or behind the others; an older edit than the present one is not taken.
    pub fn put(&mut self, edited: ReviewReason) {
        match self.0.iter_mut().find(|reason| reason.code == edited.code) {
            Some(present) if present.version < edited.version => *present = edited,
            Some(_) => {}
            None => self.0.push(edited),
        }
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

    #[test]
    fn an_edit_takes_its_place_and_an_older_one_does_not() {
        let mut reasons = ReviewReasons::embedded().unwrap();
        let rules = reasons.get("rules").unwrap().clone();
        assert!(rules.sentences.of(Language::En).next.is_ascii() && !rules.sentences.zh_cn.detail.is_empty());
        let at = reasons.all().iter().position(|reason| reason.code == "rules").unwrap();
        reasons.put(ReviewReason { version: 2, pointer: "/purpose".into(), ..rules.clone() });
        reasons.put(ReviewReason { version: 1, pointer: "/until".into(), ..rules.clone() });
        assert_eq!(reasons.all()[at].pointer, "/purpose");
        let retired_at = Some(Time::from_secs(1));
        reasons.put(ReviewReason { code: "own".into(), version: 1, retired_at, ..rules });
        assert_eq!(reasons.all().last().unwrap().code, "own");
        assert!(reasons.get("own").is_some() && reasons.offered().all(|reason| reason.code != "own"));
    }
}
